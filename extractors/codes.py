"""Reason codes: stable snake_case names for what is wrong or worth a note.

They are stored in ledgers and used in settings: new ones may be added, none renamed.
"""

from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """What a finding does to the action it concerns."""

    BLOCK = "block"
    """Money or safety: nothing acts, and no policy changes that."""
    HOLD = "hold"
    """A person decides."""
    WARN = "warn"
    """Goes on under policy, noted."""
    INFO = "info"
    RETRY = "retry"
    """Decided again by itself."""


class Reason(StrEnum):
    """Every code, grouped by what it speaks of."""

    # document
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    SCAN_NO_TEXT = "scan_no_text"
    OCR_ONLY = "ocr_only"
    UNKNOWN_DOCUMENT = "unknown_document"
    MULTIPLE_DOCUMENTS = "multiple_documents"
    PAGES_MISSING = "pages_missing"
    ARITHMETIC_LINE = "arithmetic_line"
    ARITHMETIC_TOTAL = "arithmetic_total"
    UNGROUNDED_VALUE = "ungrounded_value"
    READERS_DISAGREE = "readers_disagree"
    XML_DISAGREES = "xml_disagrees"
    SCHEMA_INVALID = "schema_invalid"
    CURRENCY_MISMATCH = "currency_mismatch"
    DATE_IMPLAUSIBLE = "date_implausible"
    DUE_DATE_DIFFERS = "due_date_differs"
    LANGUAGE_UNSUPPORTED = "language_unsupported"
    HIDDEN_TEXT = "hidden_text"
    INJECTION_TEXT = "injection_text"
    CLOUD_LINK = "cloud_link"
    TYPE_MISMATCH = "type_mismatch"
    INCOMPLETE_READING = "incomplete_reading"
    UNCLEAR_WORDS = "unclear_words"

    # sender and payee
    SENDER_UNAUTHENTICATED = "sender_unauthenticated"
    LOOKALIKE_DOMAIN = "lookalike_domain"
    OWN_NAME_OUTSIDE = "own_name_outside"
    REPLY_TO_ELSEWHERE = "reply_to_elsewhere"
    FIRST_TIME_SENDER = "first_time_sender"
    VENDOR_UNKNOWN = "vendor_unknown"
    VENDOR_ON_HOLD = "vendor_on_hold"
    PAYEE_CHANGED = "payee_changed"
    BILL_TO_OTHER = "bill_to_other"
    ISSUER_OTHER_VENDOR = "issuer_other_vendor"

    # reference
    PO_MISSING = "po_missing"
    PO_NOT_FOUND = "po_not_found"
    PO_AMBIGUOUS = "po_ambiguous"
    PO_CLOSED = "po_closed"
    PO_OTHER_VENDOR = "po_other_vendor"
    ORDER_NOT_FOUND = "order_not_found"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_ON_HOLD = "order_on_hold"
    ORDER_ALREADY_FULFILLED = "order_already_fulfilled"
    AMAZON_ORDER_AMBIGUOUS = "amazon_order_ambiguous"
    SEVERAL_POS = "several_pos"

    # item
    SKU_UNMAPPED = "sku_unmapped"
    SKU_AMBIGUOUS = "sku_ambiguous"
    ALIAS_CONFLICT = "alias_conflict"
    SUBSTITUTE_ITEM = "substitute_item"
    LINE_NOT_ON_PO = "line_not_on_po"
    LINE_MISSING_FROM_INVOICE = "line_missing_from_invoice"
    UOM_MISMATCH = "uom_mismatch"
    PACK_SIZE_MISMATCH = "pack_size_mismatch"

    # quantity
    QTY_OVER_PO = "qty_over_po"
    QTY_OVER_SHIPPED = "qty_over_shipped"
    QTY_OVER_REMAINING = "qty_over_remaining"
    QTY_SHORT = "qty_short"
    PARTIAL = "partial"
    OVER_SHIPPED = "over_shipped"

    # price
    PRICE_OVER = "price_over"
    PRICE_UNDER = "price_under"
    WITHIN_TOLERANCE = "within_tolerance"
    TOLERANCE_BUDGET_SPENT = "tolerance_budget_spent"
    DISCOUNT_MISSING = "discount_missing"
    PRICE_BREAK_WRONG = "price_break_wrong"

    # charges
    FREIGHT_UNEXPECTED = "freight_unexpected"
    FREIGHT_OVER = "freight_over"
    SURCHARGE_UNAUTHORISED = "surcharge_unauthorised"
    TAX_UNEXPECTED = "tax_unexpected"
    ALLOWANCE_WRONG = "allowance_wrong"
    UNEXPLAINED_RESIDUAL = "unexplained_residual"

    # duplicate
    DUPLICATE_EXACT = "duplicate_exact"
    DUPLICATE_SUSPECT = "duplicate_suspect"
    REVISED_INVOICE = "revised_invoice"
    CREDIT_REBILL_PAIR = "credit_rebill_pair"
    STATEMENT_NOT_INVOICE = "statement_not_invoice"

    # shipment
    TRACKING_CHECK_DIGIT = "tracking_check_digit"
    TRACKING_UNVERIFIED = "tracking_unverified"
    CARRIER_AMBIGUOUS = "carrier_ambiguous"
    CARRIER_UNKNOWN = "carrier_unknown"
    TRACKING_REUSED = "tracking_reused"
    TRACKING_SEVERAL = "tracking_several"
    CARRIER_UNSUPPORTED_BY_MARKETPLACE = "carrier_unsupported_by_marketplace"
    SHIP_DATE_FUTURE = "ship_date_future"
    SHIP_DATE_INFERRED = "ship_date_inferred"
    SHIP_AFTER_PROMISE = "ship_after_promise"
    NO_TRACKING_EXPECTED = "no_tracking_expected"
    NO_TRACKING = "no_tracking"
    ALREADY_SENT_OTHER_TRACKING = "already_sent_other_tracking"
    PARCEL_CONTENTS_UNKNOWN = "parcel_contents_unknown"
    QUANTITY_UNKNOWN = "quantity_unknown"

    # channel
    API_UNAVAILABLE = "api_unavailable"
    RATE_LIMITED = "rate_limited"
    AUTH_EXPIRED = "auth_expired"
    SCHEMA_DRIFT = "schema_drift"
    STALE_SNAPSHOT = "stale_snapshot"
    SETTINGS_FAULT = "settings_fault"
    HALF_DONE = "half_done"
    READBACK_MISMATCH = "readback_mismatch"
    CAP_REACHED = "cap_reached"
    STOPPED = "stopped"
    PERIOD_CLOSED = "period_closed"
    RESOLVED_OUTSIDE = "resolved_outside"

    # completeness
    EXPECTED_SHIP_MISSING = "expected_ship_missing"
    SHIPPED_NOT_INVOICED = "shipped_not_invoiced"
    INVOICED_NOT_SHIPPED = "invoiced_not_shipped"
    MARKETPLACE_DEADLINE_AT_RISK = "marketplace_deadline_at_risk"
    CLAIM_UNANSWERED = "claim_unanswered"
    FOLLOW_UP_DUE = "follow_up_due"
    NIGHT_MISSING = "night_missing"


SEVERITY: MappingProxyType[Reason, Severity] = MappingProxyType(
    {
        Reason.UNREADABLE: Severity.HOLD,
        Reason.ENCRYPTED: Severity.HOLD,
        Reason.DAMAGED: Severity.HOLD,
        Reason.TOO_LARGE: Severity.HOLD,
        Reason.TIMEOUT: Severity.HOLD,
        Reason.SCAN_NO_TEXT: Severity.HOLD,
        Reason.OCR_ONLY: Severity.HOLD,
        Reason.UNKNOWN_DOCUMENT: Severity.HOLD,
        Reason.MULTIPLE_DOCUMENTS: Severity.HOLD,
        Reason.PAGES_MISSING: Severity.HOLD,
        Reason.ARITHMETIC_LINE: Severity.BLOCK,
        Reason.ARITHMETIC_TOTAL: Severity.BLOCK,
        Reason.UNGROUNDED_VALUE: Severity.BLOCK,
        Reason.READERS_DISAGREE: Severity.HOLD,
        Reason.XML_DISAGREES: Severity.HOLD,
        Reason.SCHEMA_INVALID: Severity.HOLD,
        Reason.CURRENCY_MISMATCH: Severity.BLOCK,
        Reason.DATE_IMPLAUSIBLE: Severity.HOLD,
        Reason.DUE_DATE_DIFFERS: Severity.WARN,
        Reason.LANGUAGE_UNSUPPORTED: Severity.HOLD,
        Reason.HIDDEN_TEXT: Severity.HOLD,
        Reason.INJECTION_TEXT: Severity.HOLD,
        Reason.CLOUD_LINK: Severity.HOLD,
        Reason.TYPE_MISMATCH: Severity.HOLD,
        Reason.INCOMPLETE_READING: Severity.HOLD,
        Reason.UNCLEAR_WORDS: Severity.HOLD,
        Reason.SENDER_UNAUTHENTICATED: Severity.BLOCK,
        Reason.LOOKALIKE_DOMAIN: Severity.BLOCK,
        Reason.OWN_NAME_OUTSIDE: Severity.HOLD,
        Reason.REPLY_TO_ELSEWHERE: Severity.HOLD,
        Reason.FIRST_TIME_SENDER: Severity.HOLD,
        Reason.VENDOR_UNKNOWN: Severity.HOLD,
        Reason.VENDOR_ON_HOLD: Severity.BLOCK,
        Reason.PAYEE_CHANGED: Severity.BLOCK,
        Reason.BILL_TO_OTHER: Severity.HOLD,
        Reason.ISSUER_OTHER_VENDOR: Severity.HOLD,
        Reason.PO_MISSING: Severity.HOLD,
        Reason.PO_NOT_FOUND: Severity.HOLD,
        Reason.PO_AMBIGUOUS: Severity.HOLD,
        Reason.PO_CLOSED: Severity.HOLD,
        Reason.PO_OTHER_VENDOR: Severity.BLOCK,
        Reason.ORDER_NOT_FOUND: Severity.HOLD,
        Reason.ORDER_CANCELLED: Severity.BLOCK,
        Reason.ORDER_ON_HOLD: Severity.HOLD,
        Reason.ORDER_ALREADY_FULFILLED: Severity.INFO,
        Reason.AMAZON_ORDER_AMBIGUOUS: Severity.HOLD,
        Reason.SEVERAL_POS: Severity.WARN,
        Reason.SKU_UNMAPPED: Severity.HOLD,
        Reason.SKU_AMBIGUOUS: Severity.HOLD,
        Reason.ALIAS_CONFLICT: Severity.HOLD,
        Reason.SUBSTITUTE_ITEM: Severity.HOLD,
        Reason.LINE_NOT_ON_PO: Severity.HOLD,
        Reason.LINE_MISSING_FROM_INVOICE: Severity.WARN,
        Reason.UOM_MISMATCH: Severity.HOLD,
        Reason.PACK_SIZE_MISMATCH: Severity.HOLD,
        Reason.QTY_OVER_PO: Severity.HOLD,
        Reason.QTY_OVER_SHIPPED: Severity.HOLD,
        Reason.QTY_OVER_REMAINING: Severity.BLOCK,
        Reason.QTY_SHORT: Severity.WARN,
        Reason.PARTIAL: Severity.INFO,
        Reason.OVER_SHIPPED: Severity.HOLD,
        Reason.PRICE_OVER: Severity.HOLD,
        Reason.PRICE_UNDER: Severity.WARN,
        Reason.WITHIN_TOLERANCE: Severity.INFO,
        Reason.TOLERANCE_BUDGET_SPENT: Severity.HOLD,
        Reason.DISCOUNT_MISSING: Severity.HOLD,
        Reason.PRICE_BREAK_WRONG: Severity.HOLD,
        Reason.FREIGHT_UNEXPECTED: Severity.HOLD,
        Reason.FREIGHT_OVER: Severity.HOLD,
        Reason.SURCHARGE_UNAUTHORISED: Severity.HOLD,
        Reason.TAX_UNEXPECTED: Severity.HOLD,
        Reason.ALLOWANCE_WRONG: Severity.HOLD,
        Reason.UNEXPLAINED_RESIDUAL: Severity.BLOCK,
        Reason.DUPLICATE_EXACT: Severity.BLOCK,
        Reason.DUPLICATE_SUSPECT: Severity.HOLD,
        Reason.REVISED_INVOICE: Severity.HOLD,
        Reason.CREDIT_REBILL_PAIR: Severity.WARN,
        Reason.STATEMENT_NOT_INVOICE: Severity.INFO,
        Reason.TRACKING_CHECK_DIGIT: Severity.HOLD,
        Reason.TRACKING_UNVERIFIED: Severity.HOLD,
        Reason.CARRIER_AMBIGUOUS: Severity.HOLD,
        Reason.CARRIER_UNKNOWN: Severity.HOLD,
        Reason.TRACKING_REUSED: Severity.BLOCK,
        Reason.TRACKING_SEVERAL: Severity.INFO,
        Reason.CARRIER_UNSUPPORTED_BY_MARKETPLACE: Severity.WARN,
        Reason.SHIP_DATE_FUTURE: Severity.HOLD,
        Reason.SHIP_DATE_INFERRED: Severity.INFO,
        Reason.SHIP_AFTER_PROMISE: Severity.WARN,
        Reason.NO_TRACKING_EXPECTED: Severity.INFO,
        Reason.NO_TRACKING: Severity.HOLD,
        Reason.ALREADY_SENT_OTHER_TRACKING: Severity.HOLD,
        Reason.PARCEL_CONTENTS_UNKNOWN: Severity.HOLD,
        Reason.QUANTITY_UNKNOWN: Severity.HOLD,
        Reason.API_UNAVAILABLE: Severity.RETRY,
        Reason.RATE_LIMITED: Severity.RETRY,
        Reason.AUTH_EXPIRED: Severity.BLOCK,
        Reason.SCHEMA_DRIFT: Severity.BLOCK,
        Reason.STALE_SNAPSHOT: Severity.RETRY,
        Reason.SETTINGS_FAULT: Severity.HOLD,
        Reason.HALF_DONE: Severity.HOLD,
        Reason.READBACK_MISMATCH: Severity.BLOCK,
        Reason.CAP_REACHED: Severity.HOLD,
        Reason.STOPPED: Severity.INFO,
        Reason.PERIOD_CLOSED: Severity.HOLD,
        Reason.RESOLVED_OUTSIDE: Severity.INFO,
        Reason.EXPECTED_SHIP_MISSING: Severity.HOLD,
        Reason.SHIPPED_NOT_INVOICED: Severity.WARN,
        Reason.INVOICED_NOT_SHIPPED: Severity.HOLD,
        Reason.MARKETPLACE_DEADLINE_AT_RISK: Severity.HOLD,
        Reason.CLAIM_UNANSWERED: Severity.HOLD,
        Reason.FOLLOW_UP_DUE: Severity.INFO,
        Reason.NIGHT_MISSING: Severity.HOLD,
    }
)
"""The severity a code has where no rule and no policy says otherwise."""
