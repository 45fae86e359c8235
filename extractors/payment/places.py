"""Words that name no place to pay to but the one that is known, or shown already."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHICH = _words(
    "a above address addresses all an and any as at attached attn below bottom box"
    " by company corner corporate details enclosed every file following form front"
    " given head header headquarters here home in indicated invoice invoices it"
    " known left letterhead listed location mailing main name noted number office on"
    " only or our page payable postal previous printed provided record records"
    " reference referenced reflected registered regular remit remittance reverse"
    " right said same shown side slip stated statement stub that the their this to"
    " top under us usual we with you your"
)
"""Which place: one that is shown, or on file."""

_HOW = _words(
    "accordance account accounts ach advance advice agreed along amount amounts apr"
    " april arrears ask attention aug august avoid balance bank be before business"
    " calendar card cash charge check checks cheque cheques contact convenience"
    " copy correct correctly credit credited customer customers date dated day days"
    " deadline debit dec december delay delivery department dept detach detachable due"
    " each earliest eft electronic electronically end ensure envelope envelopes errors"
    " feb february fee fees first for friday from full goods immediately include"
    " including inquiries insure is jan january jul july jun june late later latest"
    " made mail mailed make mar march may memo method methods monday money month"
    " must net no not nov november numbers oct october of off once online order"
    " orders out over own part parts payment payments per period please po portion"
    " post posting prior processed processing prompt promptly proper properly"
    " purchase pursuant questions quote quoted quoting receipt receivable received"
    " return returned sales sent sep sept september shall should soon subject tax"
    " tear terms than thank thanks then there thursday time timely total transfer"
    " tuesday upon via wednesday when which will wire within without write writing"
    " written"
)
"""By which means, when, and with what beside it."""

_OTHERS = _words(
    "abaixo abajo abzug acima adresse al alla angabe angegebene angegebenen"
    " angegebenes arriba au aufgeführte bancaire bancaria bancario bankkonto"
    " bekannte bekanntes binnen bis bitte bonifico bovenstaande causale chèque ci"
    " compte con conta conto corrente cuenta dagen dans das data de del della dem"
    " den der des dessous dessus dias die dni du délai días een el en entro erhalt"
    " factura facture factuurdatum factuurnummer fattura fecha folgende folgendes"
    " fällig genannte genannten genanntes genoemde giorni gli het ihnen ihre il"
    " indicada indicato indiqué indiquée innerhalb jours konto la las le les lo los"
    " mentionné mentionnée met mit na nach nasze netto nos nossa nostra nostro notre"
    " nuestra nuestro numero numéro número oben od oder ohne onderstaande ontvangst"
    " onze par plazo plus podane poniższe por prazo précisant recepción rechnung"
    " rechnungsdatum rechnungsnummer referencia rekening ricevimento réception"
    " seguente siguiente skonto sofort sopra sotto sous tage tagen tard terminie"
    " tramite transferencia un und unser unsere unserem unten unter van vermelde"
    " vermelding virement von votre wskazane zum à"
)
"""The same in German, French, Spanish, Italian, Dutch, Portuguese and Polish."""
_PARTIES = _words(
    "agency bankdaten bankverbindung carrier contractor distributor herself himself"
    " lessor licensor manufacturer merchant owner provider publisher seller station"
    " studio supplier them vendor cards checks debit paper"
)
"""Who sells, as contracts call them."""
ENDS = _PARTIES | _words(
    "us address addresses office account accounts company department receivable card"
    " cash check cheque transfer wire ach mail eft above below invoice date receipt"
    " adresse konto compte cuenta conto rekening conta"
)
"""Where a place that is known ends; what follows speaks of something else."""
TURNING = _words(
    "agent another attached bank banco banca banque brother changed collect colleague"
    " different email emailed factor his her its new nominee other parent partner"
    " personal private proxy representative separate sister subsidiary their third"
    " trustee updated whose wallet instead now"
)
"""Words that make another place of it after all."""
PLACES = _WHICH | _HOW | _OTHERS | _PARTIES
