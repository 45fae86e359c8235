"""What kind of document a sheet is, from what decides it."""

from extractors.layout.signs import Signs
from extractors.values import Kind


def kind_of(signs: Signs, *, body: bool) -> Kind:
    """Return the kind these signs make; ``other`` where they say too little.

    Args:
        signs: Of one document.
        body: It is the text of a mail, which has no title and may be anybody's.
    """
    titled = _titled(signs, body=body)
    if titled:
        return "other" if titled == "invoice" and signs.denied else titled
    if signs.po and not (body and _asks(signs)):
        if _tells_of_shipping(signs, body=body):
            return "ship_notice"
        if signs.received or (signs.ahead and not body):
            return "order_ack"
    shipment = signs.dated or signs.counted or signs.excused
    if signs.agreed and not body and not shipment:
        return "order_ack"
    if body and signs.writes and not signs.numbers:
        return "customer"
    return "carrier" if body and signs.numbers and signs.reported else "other"


def _asks(signs: Signs) -> bool:
    """Say whether a mail is a person's who writes about an order."""
    formal = signs.numbers and (signs.dated or signs.counted or signs.carried)
    return signs.writes and not signs.shipped and not formal


def _titled(signs: Signs, *, body: bool) -> Kind | None:
    """Return the kind that a title or a label of the document's own number names."""
    if signs.title == "ship_notice" and not body:
        return "ship_notice" if signs.evidence or signs.po else "other"
    if signs.title and signs.title != "ship_notice":
        told_in_text = body and signs.po and signs.shipped
        # A subject such as "order status" without an order of ours is a question.
        asked = body and signs.title == "order_ack" and not signs.po
        # What a mail calls an order and names a parcel of is no order of anybody's.
        carried = body and signs.title == "purchase_order" and signs.po
        carried = carried and signs.numbers
        return None if told_in_text or asked or carried else signs.title
    if signs.stated and not (body and signs.shipped):
        return "statement"
    if signs.credited:
        return "credit_memo"
    if signs.billed and not (body and signs.shipped):
        return "invoice"
    # "Estimate: 4711" on an order is no title.
    labelled = signs.label and signs.label != "ship_notice"
    labelled = labelled and not (signs.label == "other" and signs.agreed)
    return signs.label if labelled and not body and not signs.numbers else None


def _tells_of_shipping(signs: Signs, *, body: bool) -> bool:
    """Say whether a document that names our order says that its goods left."""
    if signs.ahead and not (signs.shipped or signs.dated):
        return False
    told = signs.shipped or signs.title == "ship_notice" or signs.numbers
    told = told or (signs.excused and signs.reported)
    if signs.evidence and (told or not (body or signs.ahead or signs.received)):
        return True
    if signs.dated and (signs.carried or signs.counted or signs.excused):
        return not signs.ahead and not signs.received
    return signs.shipped and not signs.ahead
