"""Sentences of a mail beside the list of goods that it is a notice of."""

from email.message import EmailMessage

import pytest

from extractors.reading import read

LIST = """\
Hello,

PO number: 4711
Ship date: 11/20/2026
Carrier: UPS
Tracking number: 1Z5R89390357567127

Item       Description    Qty
AB-1       Bin            2
AB-2       Lid            9

{}

Thanks,
Jill (not in on Fridays)
"""


def issues(said: str) -> list[str]:
    mail = EmailMessage()
    mail["From"] = "Acme <desk@vendor.example>"
    mail["Subject"] = "PO 4711 shipped"
    mail["Message-ID"] = "<1@vendor.example>"
    mail["Date"] = "Fri, 20 Nov 2026 17:00:00 -0600"
    mail.set_content(LIST.format(said))
    reading = read(mail.as_bytes(), "notice.eml")
    return [i.detail or "" for e in reading.extractions for i in e.issues]


@pytest.mark.parametrize(
    "said",
    [
        "The lids are not in the box.",
        "We could only send the bins.",
        "Only the bins went out.",
        "Everything but the lids.",
        "No lids in stock, sorry.",
        "We still owe you the lids.",
        "The 9 lids will go on Monday.",
        "The second item ships from the factory.",
        "Lids next week.",
        "Short: AB-2",
        "Not packed: AB-2",
        "AB-2 ships from our Reno warehouse next week.",
        "We have removed AB-2 from this order.",
        "Wir konnten AB-2 nicht versenden.",
        "AB-2: 0 shipped",
        "Ohne die Deckel.",
        "Sans les couvercles.",
        "Les couvercles suivront.",
        "Deksels volgen later.",
    ],
)
def test_what_takes_goods_of_the_list_back(said: str) -> None:
    assert issues(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "The bins and lids are in one carton.",
        "This is a partial shipment.",
        "The rest of your order will follow.",
        "The balance is on backorder and ships next week.",
        "Please do not reply to this mail.",
        "If anything is missing, let us know.",
        "View your order or visit our store.",
        "Here is the status of your order:",
        "Your account was charged only once.",
        "Account 940010, RMA line ext. 4.",
        "It should arrive on Monday.",
        "The second box is 1Z879E930346834440.",
        "See you soon!",
        "Do not reply.",
        "Questions? Do not hesitate to ask.",
        "Have a great Monday!",
        "Merci et à bientôt",
    ],
)
def test_what_leaves_the_list_alone(said: str) -> None:
    assert issues(said) == []
