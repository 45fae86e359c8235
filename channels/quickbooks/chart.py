"""The company's own lists: its accounts, terms and currency, and what they allow."""

from functools import cached_property
from typing import Any

from channels.errors import RejectedError, SchemaDriftError
from channels.quickbooks import bodies, query, translate
from channels.quickbooks.client import Client
from channels.quickbooks.config import QuickBooksConfig
from extractors.codes import Reason
from matchers.billing.values import CreateBill

_PAYABLE = "Accounts Payable"
_NO_EXPENSE = frozenset({"", _PAYABLE, "Accounts Receivable", "Bank", "Credit Card"})


class Chart:
    """Read when a first bill is made, and once."""

    def __init__(self, name: str, config: QuickBooksConfig, client: Client) -> None:
        self._name = name
        self._config = config
        self._client = client

    def preferences(self) -> translate.Company:
        """Return what the company's settings say now."""
        found = tuple(self._client.rows("Preferences"))
        if len(found) != 1:
            raise SchemaDriftError(f"{self._name} has {len(found)} sets of preferences")
        return translate.company(found[0])

    def unusable_accounts(self) -> tuple[str, ...]:
        """Return what is wrong with the accounts of the settings, a sentence each."""
        config = self._config
        charged = {
            "freight_account": config.freight_account,
            "tax_account": config.tax_account,
        }
        wrong = [
            f"{setting} {account} is no account for expenses"
            for setting, account in charged.items()
            if account and self._accounts.get(account, "") in _NO_EXPENSE
        ]
        if not self._payable:
            wrong.insert(0, f"ap_account {config.ap_account!r} names no one account")
        return tuple(wrong)

    def body(self, action: CreateBill) -> dict[str, Any]:
        """Return what is to be sent, or refuse what would not come out as meant.

        Raises:
            RejectedError: It was not sent.
        """
        if not self._payable:
            raise self.not_sent(
                action.number,
                f"ap_account {self._config.ap_account!r} of the settings names no one"
                " account payable",
                Reason.SETTINGS_FAULT,
            )
        for line in action.lines:
            kind = self._accounts.get(line.account_id, "")
            if line.account_id and kind in _NO_EXPENSE:
                raise self.not_sent(
                    action.number,
                    f"{self._setting_of(line.account_id)} {line.account_id} is no"
                    " account for expenses",
                    Reason.SETTINGS_FAULT,
                )
        try:
            return bodies.bill_body(
                action,
                ap_account=self._payable,
                currency=self._currency(action),
                term_id=self._term(action),
            )
        except ValueError as error:
            raise self.not_sent(action.number, str(error)) from None

    def _setting_of(self, account: str) -> str:
        """Return the key that names *account*; a vendor's own where ours do not."""
        ours = {
            self._config.tax_account: "tax_account",
            self._config.freight_account: "freight_account",
        }
        return ours.get(account, "account of the vendor's [[…billing.charges]]")

    def not_sent(
        self, number: str, why: str, code: Reason = Reason.READBACK_MISMATCH
    ) -> RejectedError:
        """Return the error for what we refuse before the books can."""
        return RejectedError(
            f"{self._name}: nothing was sent for bill {number!r}: {why}", code
        )

    def _currency(self, action: CreateBill) -> str:
        """Return the currency to be named; a company with but one knows its own."""
        company = self._company
        if company.several_currencies:
            return action.currency
        if action.currency and company.currency not in ("", action.currency):
            raise self.not_sent(
                action.number,
                f"it is in {action.currency}, the books in {company.currency}",
                Reason.CURRENCY_MISMATCH,
            )
        return ""

    def _term(self, action: CreateBill) -> str:
        """Return the one term of as many days as the bill is given, or none."""
        if action.due is None:
            return ""
        days = (action.due - action.date).days
        fitting = [term.id for term in self._terms if term.days == days]
        return fitting[0] if len(fitting) == 1 else ""

    @cached_property
    def _company(self) -> translate.Company:
        return self.preferences()

    @cached_property
    def _accounts(self) -> dict[str, str]:
        rows = self._client.rows("Account", query.EVERY)
        return dict(translate.account(one) for one in rows)

    @cached_property
    def _payable(self) -> str:
        """Return the account every bill is owed on; empty where none is certain."""
        named = self._config.ap_account
        fitting = [
            key
            for key, kind in self._accounts.items()
            if kind == _PAYABLE and named in ("", key)
        ]
        return fitting[0] if len(fitting) == 1 else ""

    @cached_property
    def _terms(self) -> tuple[translate.Term, ...]:
        found = (translate.term(one) for one in self._client.rows("Term"))
        return tuple(term for term in found if term is not None)
