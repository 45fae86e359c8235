"""What covering mails say: what is plainly harmless, and what a person must read."""

import pytest

from extractors.covering.covering import objection

HARMLESS = [
    "Attached.",
    (
        "Hello,\n\nplease find attached the packing slip for your PO 4711.\n\nBest "
        "regards,\nJill Sands\nShipping Department"
    ),
    (
        "Your purchase order NB-69818 has shipped. The packing slip is attached.\n\n"
        "Ironvale Rack & Shelf Co.\nYoungstown, OH 44505\n330-555-0117"
    ),
    (
        "SPOOL FILE PKL410P  USER QSHIP  OUTQ NORTHBAY\nTHIS MAILBOX IS NOT READ. "
        "CALL CUSTOMER SERVICE 309-555-0176."
    ),
    (
        "Dear customer,\n\nplease find attached our dispatch advice DA-2026-169478. "
        "Consignment details are in the document.\n\nKind regards\nAlderbrook "
        "Dispatch Desk"
    ),
    (
        "All,\n\nBOL for today's pickup attached. Call the carrier's local terminal "
        "for an appointment.\n\nTraffic Department\nTallgrass Cabinet Mfg.\n"
        "785-555-0163"
    ),
    (
        "Our truck took PO 48552 today. There is no tracking number for local "
        "deliveries.\n\nDispatch"
    ),
    "Today's shipments are in the spreadsheet.\n\nRegards\nDispatch, Ostrander MH",
    "Here is another copy of that packing slip as requested.\n\nDonna\nIronvale",
    (
        "Hello Northbay Storage,\n\ngood news! Your goods left our plant. The "
        "details are in the attached PDF.\n\nThe Corrigan team\n\nYou get this mail "
        "because notifications are switched on in your portal."
    ),
    (
        "Hi, this one bounced earlier, forwarding it to you.\nJoyce\nNotification "
        "could not be delivered to the customer's old address."
    ),
    (
        "Attached please find the advance ship notice file for your account.\nDO NOT "
        "REPLY - this mailbox is not monitored."
    ),
    ("Shipped today via UPS Ground. Tracking 1ZFR23R10367735468. Invoice to follow."),
    (
        "Two pallets left our warehouse this morning with Saia, pro 123456789. BOL "
        "attached."
    ),
    (
        "Your order is on its way! You can track your package at "
        "https://ups.com/track. Estimated delivery: Monday, Nov 23."
    ),
    (
        "See attached packing list. Please let us know if you have any questions "
        "about this order."
    ),
    (
        "Thank you for your order. Your parcel should arrive within 3-5 days. If "
        "anything is missing, please call us."
    ),
    "FYI - slip attached, goods went out yesterday with FedEx.\n\nThanks,\nBob",
    "PO 4711 shipped complete.",
    "Partial shipment of PO 4711, see attached slip.",
    "Picked up by Old Dominion this afternoon. Paperwork attached.",
    (
        "Guten Tag,\n\nanbei erhalten Sie den Lieferschein zu Ihrer Bestellung 4711. "
        "Die Ware wurde heute mit DHL versandt.\n\nMit freundlichen Grüßen\nPetra "
        "Lang"
    ),
    (
        "Sehr geehrte Damen und Herren,\n\nim Anhang finden Sie unseren "
        "Lieferschein. Die Rechnung folgt separat.\n\nFreundliche Grüße\n"
        "Versandabteilung"
    ),
    ("Ihre Bestellung 4711 hat unser Haus verlassen. Sendungsverfolgung siehe Anhang."),
    (
        "Hallo, Lieferschein anbei. Die Sendung ist unterwegs und wird "
        "voraussichtlich am Montag zugestellt."
    ),
    "Ihre Sendung wurde heute der Spedition Dachser übergeben.",
    (
        "Bonjour,\n\nveuillez trouver ci-joint le bon de livraison de votre commande "
        "4711. Le colis a été expédié aujourd'hui par UPS.\n\nCordialement\nMarie "
        "Dupont"
    ),
    (
        "Votre commande a quitté notre entrepôt ce matin. Vous pouvez suivre votre "
        "colis avec le numéro ci-dessous."
    ),
    (
        "Ci-joint notre avis d'expédition. N'hésitez pas à nous contacter pour toute "
        "question."
    ),
    (
        "Buenos días,\n\nadjuntamos el albarán de su pedido 4711. La mercancía ha "
        "salido hoy con SEUR.\n\nUn saludo\nAna"
    ),
    "Su pedido ha sido enviado. Puede seguir el envío con el número indicado.",
    (
        "Buongiorno,\n\nin allegato il DDT relativo al vostro ordine 4711. La merce "
        "è stata spedita oggi tramite BRT.\n\nCordiali saluti\nLuca"
    ),
    (
        "Il vostro ordine è partito oggi. Non esitate a contattarci per ulteriori "
        "informazioni."
    ),
    (
        "Goedemiddag,\n\nbijgaand de pakbon van uw bestelling 4711. De goederen zijn "
        "vandaag verzonden met PostNL.\n\nMet vriendelijke groet\nJan"
    ),
    "Uw bestelling is onderweg. De factuur volgt per post.",
    "Het pakket is vanochtend opgehaald door DPD. Zie de bijlage voor de pakbon.",
    "Packing slip 26442",
    "RE: packing slip 26442",
    "Corrigan Bin Works: 3 orders on the way",
    "Daily Shipping Report 2026-11-20 run A",
    "Delivery ticket 25574",
    "Dispatch advice DA-2026-188903",
    "BOL 61887 / York",
    "PKL410P PACKING LIST 0783582-00",
    "Lieferschein 4711",
    "Ihre Bestellung bei Acme GmbH: Lieferschein 4711",
    "Bon de livraison 4711",
    "Albarán 4711",
    "DDT n. 4711",
    "Pakbon 4711",
    "Shipments 11-20 (see spreadsheet)",
    (
        "Good afternoon,\n\nPlease see attached packing slip and tracking "
        "information for your records.\n\nHave a great weekend!\nOur office will be "
        "closed Thursday for Thanksgiving.\n\nThis e-mail and any attachments are "
        "confidential and intended solely for the addressee. If you received it in "
        "error, please delete it."
    ),
    "Order 4711 shipped on 11/20/2026 via FedEx Ground, 2 cartons, 34 lbs.",
    (
        "Hi team, slip for PO 4711 enclosed. Shipped with today's UPS pickup. Have a "
        "nice evening! Get 20% off your next order with code SAVE20."
    ),
    "Attached is the proof of shipment for the goods you ordered on Monday.",
    (
        "Good morning, attached you will find the packing list and the shipping "
        "documents. Best, Tom"
    ),
    (
        "Dear team,\n\nPO 4711 went out with FedEx Ground yesterday, tracking is on "
        "the slip.\n\nThanks"
    ),
    (
        "Your shipment was handed to DHL today. The delivery note is attached.\n\nIf "
        "you have questions about your order, please call us."
    ),
    (
        "Guten Morgen,\n\nwie gewünscht senden wir Ihnen den Lieferschein als PDF. "
        "Die Lieferung wurde gestern an UPS übergeben.\n\nViele Grüße"
    ),
    (
        "Anbei die Versandpapiere zum Auftrag 4711. Bei Rückfragen zur Lieferung "
        "melden Sie sich bitte."
    ),
    (
        "Madame, Monsieur,\n\nvotre colis a été remis à Chronopost ce jour. La "
        "facture suivra par courrier.\n\nCordialement"
    ),
    (
        "Estimados señores:\n\nsu pedido ha sido expedido hoy. Adjunto encontrarán "
        "el albarán y la factura.\n\nAtentamente"
    ),
    (
        "Gentile cliente,\n\nil suo ordine è stato affidato al corriere. Può seguire "
        "la spedizione con il numero indicato.\n\nDistinti saluti"
    ),
    (
        "Beste klant,\n\nuw bestelling is verzonden. U kunt uw pakket volgen met het "
        "nummer op de pakbon.\n\nMet vriendelijke groeten"
    ),
    "Notificación de envío: pedido 4711",
    "Avis d'expédition commande 4711",
    "Conferma di spedizione ordine 4711",
    "Verzendbevestiging bestelling 4711",
]
"""Whole mails and subjects of honest vendors, in six languages."""

AGAINST = [
    ("Please ignore the attached packing slip, the parcel was not handed over to UPS."),
    "This order has not shipped yet.",
    "CANCELLED: packing slip",
    "The attached slip is void.",
    "The parcel leaves us on Monday.",
    "Customer called, we stopped the parcel. Old slip attached for reference.",
    "We packed the wrong colour, see slip. Replacement will be sent.",
    "Here is the slip of the goods that you return to us.",
    "Free replacement for the damaged bins, slip attached.",
    "Only one of the two bins on the slip is in the box, the other follows.",
    "UPS lost it, old slip attached.",
    "The tracking number on the slip is wrong, correct is 1ZFR23R10367735468.",
    "This is for PO 9999, not the PO on the slip.",
    "Die Ware hat unser Haus noch nicht verlassen.",
    "Le colis n'est pas encore parti.",
    "Die Bestellung wurde storniert.",
    (
        "Please disregard our shipping notice for PO 7001 of this afternoon. The "
        "order has not shipped."
    ),
    "PO 7002 has been cancelled on our side, the article is discontinued.",
    "UPS 1ZFR23R10367735468 (PO 7003) has been voided.",
    "Correction for PO 7005, UPS 1ZFR23R10367735468: we shipped only 1 x BIN-100.",
    "The goods are on hold.",
    "We have put your goods aside.",
    "The box is still here.",
    "It did not go out.",
    "Shipment of PO 4711 planned for Monday.",
    "The parcel is ready for pickup.",
    "Label created for PO 4711.",
    "Driver did not show up.",
    "Our customer refused the parcel.",
    "Wir haben das Paket gestoppt.",
    "Die Sendung geht erst am Montag raus.",
    "Das Paket liegt noch im Lager.",
    "Bitte ignorieren Sie den Lieferschein.",
    "Der Lieferschein ist falsch.",
    "Nur ein Karton wurde verschickt.",
    "Ersatzlieferung für Bestellung 4711",
    "Rücksendung",
    "Veuillez ignorer le bon de livraison.",
    "Le colis part lundi.",
    "Retour de marchandise",
    "Colis de remplacement",
    "La commande est annulée.",
    "El pedido ha sido cancelado.",
    "El paquete sale mañana.",
    "Por favor ignore el albarán adjunto.",
    "Devolución",
    "Il pacco parte lunedì.",
    "L'ordine è stato annullato.",
    "Reso ricevuto",
    "Sostituzione in garanzia",
    "De bestelling is geannuleerd.",
    "Het pakket gaat morgen weg.",
    "Retourzending",
    "De pakbon klopt niet.",
    "We shipped 1 of 2 BIN-100.",
    "The slip belongs to another customer.",
    "Samples for your approval, slip attached",
    "Slip attached. We sent you the blue ones in place of the red.",
    "Slip is in the mail, goods not.",
    "Your order is being prepared for dispatch.",
    "The carrier did not take it.",
    "Sorry, UPS gave it back to us.",
    "This slip is a draft.",
    "Lieferung erfolgt am Montag.",
    "Versand am Montag geplant.",
    "Se ha cancelado el pedido 4711.",
    "Si comunica che l'ordine è annullato.",
    "Bei diesem Paket fehlt der Inhalt.",
    "Thank you!\n\nRegards,\nJill\n\nP.S. The parcel has not left.",
]
"""What turns a sound slip round, in six languages."""


@pytest.mark.parametrize("text", HARMLESS)
def test_honest_words_are_harmless(text: str) -> None:
    assert objection(text) == ""


@pytest.mark.parametrize("text", AGAINST)
def test_what_turns_a_slip_round_is_not(text: str) -> None:
    assert objection(text)


def test_names_and_goods_that_are_known_say_nothing() -> None:
    said = "The pikes hollow bins were shipped today."

    assert objection(said)
    assert objection(said, {"pikes", "hollow", "bins"}) == ""


def test_a_wrapped_sentence_is_one() -> None:
    said = "We are sorry that the carrier of your order of last week\nbroke down.\n"

    assert objection(said).endswith("broke down.")


def test_what_stands_under_a_condition_asserts_nothing() -> None:
    assert objection("If the parcel was damaged, cancel nothing: call us.") == ""
