"""Folders by the names people see, in a mailbox of any language."""

import pytest

from channels.errors import ChannelError, RejectedError, UnavailableError
from channels.graph.client import Client
from channels.graph.folders import Folders
from channels.timing import Timing

from .conftest import Office, Open, mail

MADE = [
    "Inbox/Suppliers",
    "Inbox/Suppliers/Acme & Söhne",
    "Inbox/Suppliers/2026",
    "Angebote",
    "Angebote/Alt",
]
PLACED = {
    "0000.eml": "Inbox/Suppliers",
    "0001.eml": "Inbox/Suppliers/Acme & Söhne",
    "0002.eml": "Angebote",
}


@pytest.fixture
def office(open_office: Open) -> Office:
    return open_office(4, folders=MADE, placed=PLACED)


def folders(office: Office) -> Folders:
    timing = Timing(office.box.clock.now, office.wait)
    return Folders("outlook", Client("outlook", office.config(), timing))


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("INBOX", 3),
        ("Inbox/Suppliers", 0),
        ("inbox/suppliers", 0),
        ("Inbox/Suppliers/Acme & Söhne", 1),
        ("INBOX/Suppliers/ACME & SÖHNE", 1),
        ("Angebote", 2),
    ],
)
def test_mail_of_a_folder_by_its_path(office: Office, path: str, number: int) -> None:
    [one] = office.mailbox(folders=(path,)).fetch(None)

    assert one.content == mail(number)


def test_an_id_is_taken_as_it_is(office: Office) -> None:
    found = folders(office).resolve("Inbox/Suppliers")

    assert folders(office).resolve(found) == found
    [one] = office.mailbox(folders=(found,)).fetch(None)
    assert one.content == mail(0)


def test_an_id_of_no_folder_is_said(office: Office) -> None:
    gone = folders(office).resolve("Angebote")[:-4] + "AAAA"

    with pytest.raises(RejectedError, match="none of that name"):
        list(office.mailbox(folders=(gone,)).fetch(None))


def test_a_mailbox_in_another_language(open_office: Open) -> None:
    """Its own names and the well-known ones both do."""
    office = open_office(
        1,
        shown={"inbox": "Posteingang"},
        folders=["Posteingang/Lieferanten"],
        placed={"0000.eml": "Posteingang/Lieferanten"},
    )

    for path in ("Posteingang/Lieferanten", "Inbox/Lieferanten"):
        assert len(list(office.mailbox(folders=(path,)).fetch(None))) == 1


def test_a_well_known_name_asks_nothing(office: Office) -> None:
    list(office.mailbox().fetch(None))

    assert office.times("list_folders") == office.times("list_children") == 0


@pytest.mark.parametrize(
    "path", ["Supliers", "Inbox/Supliers", "Inbox/Suppliers/", "Nowhere/Suppliers"]
)
def test_a_folder_that_is_not_there_names_those_that_are(
    office: Office, path: str
) -> None:
    with pytest.raises(UnavailableError) as caught:
        list(office.mailbox(folders=("inbox", path)).fetch(None))

    assert f"no folder {path!r}" in str(caught.value)
    assert all(repr(made) in str(caught.value) for made in MADE)


def test_more_folders_than_fit_a_page_or_a_message(open_office: Open) -> None:
    many = [f"Inbox/V{n:03}" for n in range(230)]
    office = open_office(0, folders=many)

    assert folders(office).resolve("Inbox/V229")
    assert office.times("list_children") == 2
    with pytest.raises(UnavailableError, match=r"and 215 more$"):
        folders(office).resolve("Inbox/V230")


def test_two_folders_under_one_path(open_office: Open) -> None:
    """A name may hold a slash itself; nobody guesses."""
    office = open_office(0, folders=["A", "A/B"])
    shown = office.box._running["graph"].service._store.folders  # type: ignore[attr-defined]  # the sandbox's own
    shown._by_key["AAMk-slash"] = shown._by_key[shown.at("A")]._replace(
        key="AAMk-slash", name="A/B"
    )

    with pytest.raises(UnavailableError, match="2 folders can be meant"):
        folders(office).resolve("A/B")


def test_folders_that_cannot_be_listed(office: Office) -> None:
    office.box.arm(operation="list_children", fault="scope_missing", times=None)

    with pytest.raises(ChannelError, match="ErrorAccessDenied"):
        folders(office).resolve("Inbox/Suppliers")
