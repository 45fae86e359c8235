"""Mails about parcels, as suppliers, carriers and colleagues send them."""

# ruff: noqa: E501  # what is printed on one line stands on one line

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

HERE = Path(__file__).parent

KEY_VALUE = """\
*** DO NOT REPLY - UNMONITORED MAILBOX ***

Shipment Notification

Customer PO        : BTO-77120
Vendor Order       : 3390188
Ship Date          : 11/18/2026
Carrier            : FEDEX GROUND
Tracking #         : 7472 4734 4215
Ship To            : MAYA ELLISON, DAYTON OH 45402

Item               : LX-2040-BK
Description        : LADDER RACK 2040 BLACK
Qty Ordered        : 2
Qty Shipped        : 2

Item               : LX-CLP-8
Description        : CLAMP SET 8 PC
Qty Ordered        : 4
Qty Shipped        : 3
Qty Backordered    : 1
"""

PROSE = """\
Hi Dana,

good news, your order RD-58240 went out this morning: all 6 of the CW-1180
crocks and two of the CW-LID-18 lids. UPS picked it up, the tracking number is
1Z64A81V0371709984. The other four lids come out of the kiln next week and will
follow on the same PO, no extra freight.

Our invoice 20884 follows by separate mail.

Best,
Rosalind
Clay & Wheel Pottery, 828-555-0131
"""

FORWARDED = """\
fyi - can you get this into the system? thx, Marcus

---------- Forwarded message ---------
From: Shipping <shipping@tidewatermarine.example>
Date: Wed, Nov 18, 2026 at 4:12 PM
Subject: Tidewater Marine: Order TM-40881 / your PO 10-4471 shipped
To: <purchasing@harborline-goods.example>


Your PO 10-4471 shipped complete on 11/18/2026.

SKU            Description                     Qty
TWM-FND-8      Fender 8x27 in. navy              4
TWM-LIN-38     Dock line 3/8 x 20 ft             4

1 carton via UPS Ground, tracking 1Z R91 E22 03 0171 3488
"""

TWO_FOR_ONE = """\
Order shipped: PO# ARB-5512

Date shipped: November 17, 2026
Ship via: USPS Priority Mail

  4 x SEED-TOM-BRD  Tomato, Brandywine
  2 x TRAY-1020     Seed tray 10x20

Package 1 of 2
  9205 5903 5144 0198 8694 55
Package 2 of 2
  9205 5904 0844 4260 2831 91

Questions? Call 1-800-555-0186. Account 940010, RMA line ext. 4.
"""

TWO_IN_ONE = """\
Hello,

the two orders below go to the same address, so we packed them together:

  PO 66120   1 pc  KN-BRD-9   Bread knife 9 in.
  PO 66124   2 pcs KN-PAR-3   Paring knife 3 in.

Shipped 19 Nov 2026 with FedEx, one parcel, tracking 753030566242.

Regards
Whetstone & Daughters
"""

THREAD = """\
Hi Owen,

sorry for the wait. Order PO-88371 shipped today, UPS Ground,
tracking 1Z0X92A74293376747: 10 x PB-220 pine box.

Thanks
Greta, Boxwright Co.

On Mon, Nov 9, 2026 at 10:02 AM Owen Pryce <owen@larkandload.example> wrote:
> Hi Greta, any news on PO-88371? We need it this week.
>
> On Tue, Nov 3, 2026 at 3:40 PM Greta <greta@boxwright.example> wrote:
>> Order PO-88310 shipped today, UPS Ground, tracking 1Z0X92A79066509733:
>> 6 x PB-180 pine box.
"""

TOMORROW = """\
Hi Priya,

your PO 2026-1187 is packed and will ship tomorrow with UPS Ground. I will send
you the tracking as soon as I have it.

  12 x SOAP-LAV-4   Lavender bar 4 oz
   6 x SOAP-OAT-4   Oat bar 4 oz

Kind regards,
Sam at Millpond Soap
"""

GERMAN = """\
Guten Tag,

Ihre Bestellung GZ-20318 wurde heute, 18.11.2026, mit DPD versandt.

Artikel        Menge   Bezeichnung
FT-8801        3       Fliesenschneider 600 mm
FT-0220        10      Fugenkelle

Paketnummer: 15507834184299V

Artikel FT-0500 (1 Stück) ist derzeit nicht lieferbar und folgt in KW 50.

Mit freundlichen Grüßen
Fliesen-Thoma GmbH
Rechnungen und Retouren: Retourenschein 15504477120018
"""

TABLE = """\
<html><body style="font-family:Arial"><p>Dear customer,</p>
<p>The following shipment has left our facility in Sparks, NV.</p>
<table border="1" cellpadding="4"><tr><th>PO</th><th>Ship date</th><th>Carrier</th>
<th>Pro / tracking</th></tr><tr><td>VX-30018</td><td>11/19/2026</td>
<td>Saia LTL Freight</td><td>51984557496</td></tr></table><br>
<table border="1" cellpadding="4"><tr><th>Line</th><th>Part #</th><th>Description</th>
<th>UPC</th><th>Ord</th><th>Ship</th><th>B/O</th></tr>
<tr><td>1</td><td>SHLV-4872</td><td>Wire shelf 48x72, chrome</td><td>840123074065</td>
<td align="right">8</td><td align="right">8</td><td align="right">0</td></tr>
<tr><td>2</td><td>SHLV-CST</td><td>Caster set of 4</td><td>840123836106</td>
<td align="right">2</td><td align="right">0</td><td align="right">2</td></tr></table>
<p>Highwater Storage Products</p></body></html>
"""

MARKETING = """\
<html><body style="margin:0;background:#f4f1ea"><table width="600" align="center"
bgcolor="#ffffff"><tr><td align="center"><img src="https://img.example/logo.png"
alt="Juniper &amp; Jute"></td></tr><tr><td align="center"><h1>It's on its way!</h1>
<p>Hang tight &mdash; your order is headed out the door.</p>
<a href="https://click.example/t/4471882?n=1ZE4W2180303525907" style="background:#375;
color:#fff;padding:12px 24px">Track your package</a></td></tr>
<tr><td><h3>Order summary</h3><table width="100%"><tr><td>PO Number</td>
<td>JJ-4410928</td></tr><tr><td>Order</td><td>#W118204</td></tr><tr><td>Shipped on</td>
<td>November 18, 2026</td></tr><tr><td>Carrier</td><td>UPS</td></tr><tr>
<td>Tracking number</td><td>1ZE4W2180303525907</td></tr></table></td></tr>
<tr><td><table width="100%"><tr><td><img src="https://img.example/p1.png" alt=""></td>
<td>Jute rug 5x8, natural<br><small>SKU JJ-RUG-58N</small></td><td>Qty 1</td></tr>
<tr><td><img src="https://img.example/p2.png" alt=""></td>
<td>Basket, seagrass, large<br><small>SKU JJ-BSK-L</small></td><td>Qty 2</td></tr></table>
</td></tr><tr><td align="center" bgcolor="#375"><p style="color:#fff">You may also like
<b>20% off everything</b> with code COZY20 &ndash; this week only!</p>
<a href="https://click.example/s">Shop now</a></td></tr><tr><td><small>You receive this
mail because you are a wholesale partner. <a href="https://click.example/u">Unsubscribe
</a> | 400 Loom St, Asheville NC 28801</small></td></tr></table></body></html>
"""

CARRIER = """\
<html><body><h2>Your package is on its way</h2><table>
<tr><td>Tracking number</td><td><a href="https://www.fedex.com/fedextrack/?trknbr=763387627213">
763387627213</a></td></tr><tr><td>Scheduled delivery</td><td>Fri 11/20/2026 by end of
day</td></tr><tr><td>From</td><td>Corbel Lighting, Macon, GA</td></tr><tr><td>To</td>
<td>L. Amador, Mesa, AZ</td></tr><tr><td>Purchase order number</td><td>CL-20077</td></tr>
<tr><td>Service</td><td>FedEx Home Delivery</td></tr><tr><td>Packaging weight</td>
<td>11.40 LBS</td></tr></table><p>Manage your delivery with FedEx Delivery Manager.</p>
</body></html>
"""

DELIVERED = """\
Hello, your package has been delivered.

Delivery Date: Thursday, 11/19/2026
Delivery Time: 2:14 PM
Left At: FRONT DOOR
Tracking Number: 1Z64A81V0398936778
Ship To: K. OYELARAN, 8 SPRUCE ST, BARRE, VT 05641
UPS Service: UPS GROUND
Number of Packages: 1
Weight: 7.0 LBS
Reference Number 1: VTG-60118
Reference Number 2: 881204

Download the UPS mobile app. (c) 2026 United Parcel Service of America, Inc.
"""

AFTER = """\
<html><body style="font-family:Georgia"><p>Hi there,</p><p>Thanks for your order! It
left our studio on November 19, 2026.</p><p><b>PO:</b> LMN-40118<br><b>Carrier:</b> UPS
Ground<br><b>Tracking:</b> <a href="https://studio.example/t?id=9">1Z64A81V0377950612</a>
</p><ul><li>2 x VASE-TALL-BLU Tall vase, blue</li><li>6 x CUP-SET-4 Cup set of four</li>
<li>1 x PLANTER-XL Planter, extra large</li></ul><p>The planter saucers (4 x SAUCER-XL)
are on backorder and follow in December.</p><hr><p style="font-size:11px">Earlier
shipment on this order, 10/30: 1Z8R470F0399554028. Returns: use return label
1ZR91E220326530772.</p><p>Lumen &amp; Clay, Taos NM</p></body></html>
"""

MAILS = {
    "key-value": ("no-reply@ladderline.example", "Shipment notification BTO-77120", KEY_VALUE),
    "prose": ("rosalind@claywheel.example", "Re: RD-58240", PROSE),
    "forwarded": ("marcus@harborline-goods.example", "Fwd: Tidewater Marine: Order TM-40881 / your PO 10-4471 shipped", FORWARDED),
    "two-parcels": ("orders@arborseed.example", "Your order has shipped - PO# ARB-5512", TWO_FOR_ONE),
    "two-orders": ("desk@whetstone.example", "Shipped: 66120 + 66124", TWO_IN_ONE),
    "thread": ("greta@boxwright.example", "Re: PO-88371", THREAD),
    "tomorrow": ("sam@millpondsoap.example", "PO 2026-1187", TOMORROW),
    "german": ("versand@fliesen-thoma.example", "Versandbestätigung GZ-20318", GERMAN),
    "html-table": ("shipping@highwater.example", "Shipment advice - PO VX-30018", TABLE),
    "marketing": ("hello@juniperjute.example", "It's on its way! 🎉", MARKETING),
    "carrier": ("TrackingUpdates@fedex.com", "Your package is on its way", CARRIER),
    "after-studio": ("studio@lumenclay.example", "Your order is on its way", AFTER),
    "delivered": ("mcinfo@ups.com", "UPS Update: Package Delivered", DELIVERED),
}  # fmt: skip


def main() -> None:
    """Write every mail beside this file."""
    for name, (sender, subject, text) in MAILS.items():
        mail = EmailMessage(policy=SMTP)
        mail["From"] = sender
        mail["To"] = "purchasing@harborline-goods.example"
        mail["Subject"] = subject
        mail["Date"] = "Thu, 19 Nov 2026 08:30:00 -0500"
        mail["Message-ID"] = f"<{name}.20261119@{sender.partition('@')[2]}>"
        if text.startswith("<html>"):
            mail.set_content("This mail is best viewed in HTML.\n")
            mail.add_alternative(text, subtype="html", cte="quoted-printable")
            mail.set_boundary(f"part-{name}")
        else:
            mail.set_content(text, cte="quoted-printable")
        (HERE / f"{name}.eml").write_bytes(mail.as_bytes())


if __name__ == "__main__":
    main()
