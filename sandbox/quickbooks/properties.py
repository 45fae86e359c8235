"""Which properties a query may name: to test and sort by, or only to be shown."""

_ALWAYS = {"Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime"}

QUERYABLE = {
    "Account": _ALWAYS
    | {"Name", "FullyQualifiedName", "AccountType", "AccountSubType", "Active"}
    | {"Classification", "CurrentBalance"},
    "Attachable": _ALWAYS
    | {"FileName", "Note"}
    | {"AttachableRef.EntityRef.Type", "AttachableRef.EntityRef.value"},
    "Bill": _ALWAYS
    | {"DocNumber", "TxnDate", "DueDate", "TotalAmt", "Balance", "VendorRef"},
    "CompanyInfo": _ALWAYS | {"CompanyName"},
    "Item": _ALWAYS | {"Name", "FullyQualifiedName", "Sku", "Type", "Active"},
    "Preferences": _ALWAYS,
    "PurchaseOrder": _ALWAYS | {"DocNumber", "TxnDate", "TotalAmt", "VendorRef"},
    "Term": _ALWAYS | {"Name", "Type", "Active"},
    "Vendor": _ALWAYS
    | {"DisplayName", "CompanyName", "PrintOnCheckName", "Active", "Balance"},
}
"""By entity: what may be tested and sorted by; an order's state is not among them."""

_EVERYWHERE = {"SyncToken", "MetaData", "domain", "sparse"}
_OF_TRANSACTIONS = _EVERYWHERE | {
    "VendorRef",
    "APAccountRef",
    "CurrencyRef",
    "LinkedTxn",
    "Line",
    "PrivateNote",
    "SalesTermRef",
    "DepartmentRef",
}

SHOWN = {
    "Account": _EVERYWHERE | {"CurrencyRef", "AcctNum", "Description", "SubAccount"},
    "Attachable": _EVERYWHERE
    | {"AttachableRef", "ContentType", "Size", "FileAccessUri"},
    "Bill": _OF_TRANSACTIONS,
    "CompanyInfo": _EVERYWHERE | {"LegalName", "Country", "Email", "NameValue"},
    "Item": _EVERYWHERE
    | {"Description", "PurchaseDesc", "PurchaseCost", "UnitPrice", "TrackQtyOnHand"}
    | {"ExpenseAccountRef", "IncomeAccountRef", "AssetAccountRef", "QtyOnHand"},
    "Preferences": _EVERYWHERE
    | {"AccountingInfoPrefs", "VendorAndPurchasesPrefs", "CurrencyPrefs", "OtherPrefs"},
    "PurchaseOrder": _OF_TRANSACTIONS
    | {"POStatus", "Memo", "VendorAddr", "ShipAddr", "CustomField"},
    "Term": _EVERYWHERE | {"DueDays", "DiscountPercent", "DiscountDays"},
    "Vendor": _EVERYWHERE
    | {"CurrencyRef", "TermRef", "AcctNum", "BillAddr", "PrimaryPhone", "WebAddr"}
    | {"PrimaryEmailAddr", "GivenName", "FamilyName", "Vendor1099"},
}
"""By entity: what else may be named to be shown."""

ON_REQUEST = {"Item": frozenset({"Sku"})}
"""By entity: what ``*`` does not contain."""
