"""Footers that warn of changes, deny them or offer a way to pay; what hides in them.

A change that is wrapped into such words is told as any other.
"""

import pytest

from extractors.payment.announced import announcements

HONEST = (
    "Acme Supply will never change its bank details by e-mail.",
    "We will never change our bank details by e-mail.",
    "We never change our banking information via email.",
    "Our bank details have NOT changed. Please call us if a message says otherwise.",
    "Our bank details have not been changed.",
    "OUR BANK DETAILS HAVE NOT CHANGED.",
    "Our remittance address has not changed.",
    "Our bank account details remain unchanged.",
    "Please verify any changes to banking information by phone.",
    "Always verify any change of bank account details by phone.",
    (
        "Wire fraud is on the rise. Please confirm any new wire instructions by calling"
        " a known number."
    ),
    (
        "FRAUD ALERT: If you receive an email requesting a change of bank account"
        " details, do not act on it; phone us."
    ),
    "If you receive a request to change our bank details, please call us immediately.",
    "Beware of fraudulent emails about changes to bank account information.",
    "Acme will never notify you of changes to bank details by e-mail.",
    "We will never send new bank details by email.",
    "Please confirm all changes to payment instructions verbally with our office.",
    (
        "Thank you for your business! We will never request changes to payment details"
        " by email."
    ),
    "Please be advised that our bank details have not changed.",
    "You can now pay this invoice online.",
    "You can pay securely online using the button below.",
    "Click here to pay online.",
    "Pay your invoice online.",
    "View and pay your invoice online.",
    "We accept PayPal, Venmo and all major cards.",
    "We accept Visa, Mastercard, American Express and PayPal.",
    "Effective immediately a 3% surcharge applies to credit card payments.",
    "Effective immediately, a 3.5 % fee will be added to all credit card payments.",
    "Pay online by credit card for your convenience.",
    "Unsere Bankverbindung hat sich nicht geändert.",
    "Wir ändern unsere Bankverbindung niemals per E-Mail.",
    "Vorsicht Betrug: bitte prüfen Sie jede neue Bankverbindung telefonisch.",
    "Nos coordonnées bancaires n'ont pas changé.",
    "Nous ne changeons jamais nos coordonnées bancaires par e-mail.",
    "Veuillez vérifier tout changement de coordonnées bancaires par téléphone.",
    "Nuestros datos bancarios no han cambiado.",
    "Nunca cambiaremos nuestros datos bancarios por correo electrónico.",
    "Verifique por teléfono cualquier cambio de datos bancarios.",
    "Le nostre coordinate bancarie non sono cambiate.",
    "Verificate telefonicamente ogni variazione delle coordinate bancarie.",
    "Onze bankgegevens zijn niet gewijzigd.",
    "Controleer telefonisch elke wijziging van onze bankgegevens.",
)
FRAUD = (
    "We never change our bank details by e-mail, so here is our new bank account.",
    (
        "We will never change our bank details by e-mail except for this updated bank"
        " account information."
    ),
    "Our bank details have not changed since May, when our bank account was moved.",
    "Our bank details have not changed, but our new account is at Zebra Bank.",
    "Our bank details have NOT changed. Our remittance address has changed.",
    "Please verify our new bank account by phone.",
    "Please verify our updated wire instructions.",
    "Please confirm the new bank details by calling 555-019-8811.",
    "Please verify any changes to bank details by calling 555-019-8811.",
    "Verify any changes to bank details at ap@zebra.example.",
    "Please verify any change of bank details: 129900641 / 4400917735.",
    "We will never change our bank details, use IBAN DE75512108001245126199.",
    "Pay this invoice online at https://zebra.example/pay",
    "Pay this invoice online at www.zebra.example",
    "Pay online to Zebra Finance.",
    "We accept PayPal at zebra@pay.example.",
    "Venmo @zebra-pay",
    "We accept Venmo: Zebra Finance.",
    "Effective immediately, pay by wire only.",
    "Effective immediately please remit all payments to Zebra Finance.",
    "Going forward pay to our account with Zebra Bank.",
    "This invoice was sold to Zebra Capital; settle it with them.",
    "Our receivables have been assigned to Zebra Capital.",
    "We cannot accept checks at this time, please ask us for the ACH form.",
    "We can't accept checks. Ask us for the ACH form.",
    "The lockbox is closed. Wire only, ask Ann for the wire form.",
    "Please put a hold on the check and wait for our new details.",
    "Hold the check until you hear from us.",
    "As of this week we bank elsewhere; you will get the form from Ann.",
    "We have a new bank. Ann will call you.",
    "Bitte beachten Sie unsere neue Kontoverbindung bei der Sparkasse.",
    "Unsere Bankverbindung hat sich geändert, bitte telefonisch prüfen.",
    "Wir ändern unsere Bankverbindung nie, die neue Bankverbindung liegt bei.",
    "Nos coordonnées bancaires ont changé, veuillez vérifier par téléphone.",
    "Nos coordonnées bancaires n'ont pas changé, sauf le nouveau compte bancaire.",
    "Nuestros datos bancarios han cambiado, verifique por teléfono.",
    "Le nostre coordinate bancarie sono cambiate, verificate per telefono.",
    "Onze bankgegevens zijn gewijzigd, controleer telefonisch.",
    "Not only has our bank account changed.",
    "We never change bank details. New: Zebra Bank, ask Bob.",
    "Please update your bank information for us, verify any changes by phone.",
    "Our bank details will change, please verify any changes by phone.",
    "Fraud alert: changes to our bank details.",
    "Attention: une modification de nos coordonnées bancaires.",
    "Our bank details have changed, the address remains the same.",
    "Our bank details have not changed until this invoice.",
    "Please confirm all payment to new bank account.",
    "Bank account changed, please verify any question by phone.",
    "We are changing our bank account, please verify any changes by phone.",
    "We made the same changes to our bank details.",
    "Bankverbindung geändert bitte telefonisch prüfen und nicht per E-Mail.",
    "Do not call: our bank details changed.",
    "If you receive a change of bank details, use the attached form.",
)


def test_there_are_enough() -> None:
    assert len(HONEST) >= 30
    assert len(FRAUD) >= 30


@pytest.mark.parametrize("text", HONEST)
def test_no_change_is_announced(text: str) -> None:
    assert list(announcements(text)) == []


@pytest.mark.parametrize("text", FRAUD)
def test_a_change_is_announced_in_any_wrapping(text: str) -> None:
    assert list(announcements(text)), text


@pytest.mark.parametrize("footer", HONEST[:30])
def test_a_footer_hides_no_change_beside_it(footer: str) -> None:
    change = "Our bank details have changed."

    for text in (f"{footer} {change}", f"{change} {footer}"):
        assert list(announcements(text)), text
