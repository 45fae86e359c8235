"""Credit memos, orders, acknowledgements, statements, and what only looks like them."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def credit_in_brackets() -> bytes:
    p = Paper()
    p.ink(40, 50, "DRUMLIN HARDWARE DISTRIBUTORS", size=13, bold=True)
    p.ink(560, 50, "CREDIT MEMO", align=RIGHT, size=15, bold=True)
    pairs = [("Credit Memo No.", "CM008812"), ("Date", "11/10/26"),
             ("Apply to Invoice", "442190"), ("Customer PO", "HW-5510"),
             ("RMA No.", "R-20931")]  # fmt: skip
    p.table(75, [Column(380), Column(560, RIGHT)], pairs)
    p.block(40, 80, ["Credit To:", "Basin Hardware Co-op", "PO Box 9, Elko, NV"])
    columns = [Column(40), Column(120), Column(380, RIGHT), Column(460, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        180, columns, [("Item No.", "Description", "Qty Returned", "Price", "Total")],
        bold=True,
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("DH-22310", "Barn door track, 6 ft", "(3)", "39.00", "(117.00)"),
            ("DH-22318", "Track end stop", "(6)", "4.25", "(25.50)"),
        ],
    )
    sums = [("Merchandise credit", "(142.50)"), ("Restocking fee 15%", "21.38"),
            ("Total Credit", "(121.12)")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def return_credited() -> bytes:
    p = Paper()
    p.ink(306, 46, "Mirabel Textiles Inc", align="c", size=13)
    p.ink(306, 70, "CREDIT NOTE", align="c", size=12, bold=True)
    p.block(40, 100, ["Credit note: CN-3307", "Issue date: 11 Nov 2026",
                      "Original invoice: MT-90221", "Your order: PO7781"])  # fmt: skip
    columns = [Column(40), Column(140), Column(360, RIGHT), Column(450, RIGHT),
               Column(556, RIGHT)]  # fmt: skip
    y = p.table(180, columns, [("Style", "Description", "Qty", "Unit price", "Value")])
    y = p.table(y, columns, [("MX-88", "Linen throw, flax", "7", "31.00", "217.00")])
    sums = [("Total credited USD", "217.00")]
    p.table(y + 20, [Column(400), Column(556, RIGHT)], sums)
    p.ink(40, 300, "Do not pay. This amount has been credited to your account.")
    return p.done()


def _statement_rows() -> list[tuple[str, str, str, str, str]]:
    return [
        ("09/18/2026", "Invoice 40118", "1,204.50", "", "1,204.50"),
        ("10/02/2026", "Invoice 40377", "2,330.00", "", "3,534.50"),
        ("10/20/2026", "Payment - check 5512", "", "1,204.50", "2,330.00"),
        ("10/27/2026", "Credit memo C-118", "", "96.15", "2,233.85"),
        ("11/03/2026", "Invoice 40902", "1,948.50", "", "4,182.35"),
    ]


def statement() -> bytes:
    p = Paper()
    p.ink(40, 50, "Fenwick Valve & Fitting", size=14, bold=True)
    p.ink(560, 50, "STATEMENT", align=RIGHT, size=15)
    p.block(400, 75, ["Statement Date: 11/15/2026", "Customer No: 20188"])
    p.block(40, 100, ["To:", "Harbor Mechanical Supply", "7 Pier Rd"])
    columns = [Column(40), Column(120), Column(370, RIGHT), Column(460, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        170, columns, [("Date", "Transaction", "Charges", "Credits", "Balance")]
    )
    y = p.table(y, columns, _statement_rows())
    aging = [Column(100, RIGHT), Column(200, RIGHT), Column(300, RIGHT),
             Column(400, RIGHT), Column(540, RIGHT)]  # fmt: skip
    y = p.table(
        y + 40,
        aging,
        [("Current", "1-30 Days", "31-60 Days", "Over 60 Days", "Amount Due")],
    )
    p.table(y, aging, [("1,948.50", "2,233.85", "0.00", "0.00", "$4,182.35")])
    return p.done()


def open_invoices() -> bytes:
    p = Paper()
    p.ink(40, 50, "LARKSPUR CHEMICAL CO", size=12, bold=True)
    p.ink(40, 75, "STATEMENT OF ACCOUNT AS OF 10/31/2026", bold=True)
    columns = [Column(40), Column(130), Column(230), Column(330), Column(520, RIGHT)]
    y = p.table(
        120,
        columns,
        [("Invoice #", "Invoice Date", "Due Date", "PO Number", "Open Amount")],
    )
    y = p.table(
        y,
        columns,
        [
            ("77120", "09/30/2026", "10/30/2026", "P-1190", "640.00"),
            ("77319", "10/12/2026", "11/11/2026", "P-1204", "212.75"),
            ("77402", "10/21/2026", "11/20/2026", "P-1233", "1,080.00"),
        ],
    )
    p.table(y + 20, [Column(330), Column(520, RIGHT)], [("TOTAL", "1,932.75")])
    p.ink(40, 700, "This is not an invoice. Please pay from invoices only.")
    return p.done()


def purchase_order() -> bytes:
    p = Paper()
    p.ink(40, 50, "Juniper & Slate Outfitters", size=14, bold=True)
    p.ink(560, 50, "PURCHASE ORDER", align=RIGHT, size=14, bold=True)
    pairs = [("P.O. Number:", "PO-50117"), ("P.O. Date:", "11/02/2026"),
             ("Ship By:", "11/20/2026"), ("Buyer:", "R. Alvarado")]  # fmt: skip
    p.table(75, [Column(400), Column(490)], pairs)
    p.block(40, 90, ["Vendor:", "Kestrel Packs Inc.", "55 Loom St", "Reno, NV"])
    p.block(220, 90, ["Deliver To:", "Juniper & Slate DC", "1 Yard Rd", "Boise, ID"])
    columns = [Column(40), Column(60), Column(150), Column(360, RIGHT), Column(375),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        170,
        columns,
        [("#", "Vendor Item", "Description", "Order Qty", "UOM", "Unit Cost",
          "Ext. Cost")],
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("1", "KP-2201-GN", "Day pack 22L green", "30", "EA", "27.50", "825.00"),
            ("2", "KP-2201-BK", "Day pack 22L black", "24", "EA", "27.50", "660.00"),
            ("3", "KP-STRAP", "Sternum strap", "50", "EA", "1.80", "90.00"),
        ],
    )
    p.table(y + 20, [Column(420), Column(560, RIGHT)], [("Order Total", "1,575.00")])
    p.ink(40, 700, "Send invoices to ap@juniperslate.example. Show our PO number.")
    return p.done()


def acknowledged() -> bytes:
    p = Paper()
    p.ink(40, 50, "Sable Ridge Tool Works", size=13, bold=True)
    p.ink(40, 75, "SALES ORDER ACKNOWLEDGMENT", size=12, bold=True)
    heads = ("Sales Order", "Order Date", "Customer PO", "Ship Date", "Terms")
    cells = ("SO-118842", "11/06/2026", "PO-20771", "11/19/2026", "Net 30")
    grid = [Column(x) for x in (40, 150, 260, 370, 480)]
    p.table(105, grid, [heads], size=7)
    p.table(117, grid, [cells])
    columns = [Column(40), Column(130), Column(330, RIGHT), Column(400, RIGHT),
               Column(480, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        160, columns, [("Item", "Description", "Ordered", "Backordered", "Price",
                        "Extended")]
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("SR-440", "Impact socket set 1/2", "8", "0", "74.00", "592.00"),
            ("SR-118", "Breaker bar 24 in", "10", "4", "33.50", "335.00"),
        ],
    )
    sums = [("Order subtotal", "927.00"), ("Estimated freight", "48.00"),
            ("Order total", "975.00")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    p.ink(40, 700, "Thank you for your order. This is not an invoice.")
    return p.done()


def _offer(title: str, number: str, words: str) -> bytes:
    p = Paper()
    p.ink(40, 50, "Wexler Hydraulics", size=13, bold=True)
    p.ink(560, 50, title, align=RIGHT, size=14, bold=True)
    p.block(400, 75, [number, "Date: 11/04/2026", "Your PO: 88-2210"])
    columns = [Column(40), Column(130), Column(360, RIGHT), Column(450, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        150, columns, [("Part No.", "Description", "Qty", "Unit Price", "Amount")]
    )
    y = p.table(y, columns, [("WH-2-50", "Cylinder 2 x 50", "3", "210.00", "630.00")])
    p.table(y + 20, [Column(450), Column(560, RIGHT)], [("Total", "630.00")])
    p.ink(40, 300, words)
    return p.done()


def pro_forma() -> bytes:
    return _offer("PRO FORMA INVOICE", "Pro Forma No: PF-2210",
                  "Goods ship on receipt of payment.")  # fmt: skip


def quotation() -> bytes:
    return _offer("QUOTATION", "Quote #: Q-44108",
                  "Valid 30 days. An invoice will follow shipment.")  # fmt: skip


def remittance() -> bytes:
    p = Paper()
    p.ink(40, 50, "Alder & Finch Stores", size=13, bold=True)
    p.ink(40, 75, "REMITTANCE ADVICE", size=12, bold=True)
    p.block(40, 100, ["Payment No: 990112", "Payment Date: 11/12/2026",
                      "Pay to: Larkspur Chemical Co"])  # fmt: skip
    columns = [Column(40), Column(140), Column(340, RIGHT), Column(440, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        160, columns, [("Invoice No", "Invoice Date", "Gross", "Discount", "Net Paid")]
    )
    y = p.table(
        y,
        columns,
        [
            ("77120", "09/30/2026", "640.00", "12.80", "627.20"),
            ("77319", "10/12/2026", "212.75", "4.26", "208.49"),
        ],
    )
    p.table(y + 20, [Column(440), Column(560, RIGHT)], [("Total Paid", "835.69")])
    return p.done()


def past_due() -> bytes:
    p = Paper()
    p.ink(40, 50, "Larkspur Chemical Co", size=13, bold=True)
    p.ink(40, 90, "SECOND NOTICE - PAST DUE", size=12, bold=True)
    p.block(40, 120, [
        "November 14, 2026",
        "",
        "Dear customer,",
        "Our records show that invoice 77120 of 09/30/2026 over $640.00",
        "(your PO P-1190) is now 15 days past due. Please send your payment at once.",
        "If it has crossed this letter in the mail, please disregard this reminder.",
        "",
        "Amount past due: $640.00",
    ])  # fmt: skip
    return p.done()


NOTHING = {"number": None, "po_number": None, "total": None}
DOCUMENTS = {
    "credit-in-brackets": (credit_in_brackets, {
        "kind": "credit_memo", "number": "CM008812", "date": "2026-11-10",
        "seller": "DRUMLIN HARDWARE DISTRIBUTORS", "po_number": "HW-5510",
        "totals": {"subtotal": "-142.50", "total": "-121.12"},
        "lines": [line("DH-22310", "-3", "39.00", "-117.00"),
                  line("DH-22318", "-6", "4.25", "-25.50")]}),
    "return-credited": (return_credited, {
        "kind": "credit_memo", "number": "CN-3307", "date": "2026-11-11",
        "seller": "Mirabel Textiles Inc", "po_number": "PO7781",
        "currency": "USD", "totals": {"total": "217.00"},
        "lines": [line("MX-88", "7", "31.00", "217.00")]}),
    "statement": (statement, {
        "kind": "statement", "date": "2026-11-15",
        "seller": "Fenwick Valve & Fitting", "totals": {"total": "4182.35"}}),
    "open-invoices": (open_invoices, {
        "kind": "statement", "date": "2026-10-31", "seller": "LARKSPUR CHEMICAL CO",
        "totals": {"total": "1932.75"}}),
    "purchase-order": (purchase_order, {
        "kind": "purchase_order", "number": "PO-50117", "date": "2026-11-02",
        "totals": {"total": "1575.00"},
        "lines": [line("KP-2201-GN", "30", "27.50", "825.00"),
                  line("KP-2201-BK", "24", "27.50", "660.00"),
                  line("KP-STRAP", "50", "1.80", "90.00")]}),
    "acknowledged": (acknowledged, {
        "kind": "order_ack", "number": "SO-118842", "date": "2026-11-06",
        "seller": "Sable Ridge Tool Works", "po_number": "PO-20771",
        "totals": {"subtotal": "927.00", "freight": "48.00", "total": "975.00"},
        "lines": [line("SR-440", "8", "74.00", "592.00"),
                  line("SR-118", "10", "33.50", "335.00")]}),
    "pro-forma": (pro_forma, {"kind": "other", **NOTHING}),
    "quotation": (quotation, {"kind": "other", **NOTHING}),
    "remittance": (remittance, {"kind": "other", **NOTHING}),
    "past-due": (past_due, {"kind": "other", "xml_kind": "statement", **NOTHING}),
}  # fmt: skip
