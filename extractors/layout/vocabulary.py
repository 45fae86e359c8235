"""The words documents print before their values, as data.

One line a phrase. Case, accents, dots, hyphens and slashes do not count, and a word for
"number" (no., #, nr, number, id …) may always follow: "PO" stands for "P.O. No." too.
Where a phrase is written with "#", the word for number has to be there. The longest
phrase wins, so a phrase that must *not* be taken for a shorter one is listed as well.
"""

from enum import StrEnum
from types import MappingProxyType


class Field(StrEnum):
    """What a label announces."""

    PO = "po"
    """Our purchase order, said in so many words."""
    YOUR_ORDER = "your_order"
    """The vendor's words for our number: your order, your reference."""
    ORDER = "order"
    """An order, nobody says whose."""
    VENDOR_ORDER = "vendor_order"
    """The vendor's own number for it."""
    SHOP_ORDER = "shop_order"
    """The end customer's order in a shop or marketplace."""
    TRACKING = "tracking"
    PRO = "pro"
    """A freight carrier's number: PRO, waybill."""
    BOL = "bol"
    """A bill of lading's number: of use where it is the carrier's only one."""
    CARRIER = "carrier"
    SERVICE = "service"
    SHIP_DATE = "ship_date"
    OTHER_DATE = "other_date"
    """Order date, promised date, printed on …: never the ship date."""
    DATE = "date"
    PROMISED_DATE = "promised_date"
    """Estimated, requested, planned: what an acknowledgement prints."""
    SKU = "sku"
    OUR_SKU = "our_sku"
    """The item number of whoever ordered: on a vendor's paper, ours."""
    MAKER_SKU = "maker_sku"
    """The manufacturer's number."""
    ITEM = "item"
    """Number of the line, of the article, or its name: the column's content decides."""
    OTHER_CODE = "other_code"
    """A code of the article that is no SKU: UPC, lot, serial number."""
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    ORDERED = "ordered"
    SHIPPED = "shipped"
    BACKORDERED = "backordered"
    OTHER_QUANTITY = "other_quantity"
    UNIT = "unit"
    LINE = "line"
    """The number of the line."""
    PARCEL = "parcel"
    """The number of the parcel: 1 of 2."""
    WEIGHT = "weight"
    UNIT_PRICE = "unit_price"
    AMOUNT = "amount"
    SUBTOTAL = "subtotal"
    FREIGHT = "freight"
    TAX = "tax"
    TOTAL = "total"
    INVOICE = "invoice"
    CREDIT = "credit"
    NOTICE = "notice"
    """The number of the packing slip or notice itself."""
    PARTY = "party"
    """Ship to, sold to, a name, an address."""
    STATUS = "status"
    OTHER = "other"
    """A label we know and do not want: its value is no value of ours."""


LABELS: MappingProxyType[Field, tuple[str, ...]] = MappingProxyType(
    {
        Field.PO: (
            "po", "p o", "purchase order", "purchase orders",
            "purchase order reference", "purchase order ref", "po reference", "po ref",
            "your po", "your purchase order", "customer po", "customers po",
            "customer's po", "cust po", "cust p o", "customer purchase order",
            "cust purchase order", "client po", "buyer po", "buyers po",
            "buyer's po", "buyer purchase order", "dealer po", "reseller po",
            "retailer po", "merchant po", "reference po", "ref po", "dropship po",
            "drop ship po", "po order", "po release", "sold to po",
            "related po", "against po", "against your po", "shop po", "store po",
            "customer po ref", "customer po reference", "cpo",
            "bestellung", "bestell #", "bestellnummer", "bestellnr", "bestell",
            "ihre bestellung", "ihre bestell #", "ihre bestellnummer", "ihre bestellnr",
            "kundenbestellnummer", "kundenbestellung", "kunden bestell #",
            "ihr auftrag", "ihre auftragsnummer", "bestellreferenz",
            "commande", "bon de commande", "votre commande", "numero de commande",
            "# de commande", "# commande", "votre # de commande", "commande client",
            "votre bon de commande", "ref commande",
            "pedido", "orden de compra", "su pedido", "# de pedido", "su # de pedido",
            "pedido de compra", "pedido cliente", "oc",
            "ordine", "ordine d acquisto", "ordine di acquisto", "vostro ordine",
            "vs ordine", "# ordine", "vs # ordine", "ordine cliente", "rif vs ordine",
            "inkooporder", "inkoopnummer", "inkoopordernummer", "uw bestelling",
            "uw order", "uw ordernummer", "uw bestelnummer", "bestelnummer",
        ),
        Field.YOUR_ORDER: (
            "your order", "your order ref", "your order reference", "your ref",
            "your reference", "your #", "customer order", "cust order",
            "customer order ref", "customer order reference", "customer ref",
            "customer reference", "cust ref", "cust reference", "client order",
            "client ref", "client reference", "buyer order", "buyer reference",
            "buyer ref", "buyer's order", "purchaser order", "dealer order",
            "retailer order", "merchant order", "partner order", "reseller order",
            "order placed by you", "customer's order", "customer's reference",
            "ihr zeichen", "ihre referenz", "kundenreferenz", "ihre ref", "ihre #",
            "votre reference", "votre ref", "v ref", "reference client", "ref client",
            "su referencia", "su ref", "referencia cliente", "referencia del cliente",
            "vostro riferimento", "vs rif", "vs riferimento", "riferimento cliente",
            "uw referentie", "uw kenmerk", "uw ref", "referentie klant",
        ),
        Field.ORDER: (
            "order", "orders", "ord #", "order ref", "order reference", "reference",
            "references", "ref", "ref #", "auftrag", "auftragsnummer", "order #",
            "ordernummer", "ordernr", "orden", "ref order", "release", "job",
        ),
        Field.VENDOR_ORDER: (
            "sales order", "sales ord", "so", "s o", "our order", "our order ref", "our ref",
            "our reference", "our #", "order confirmation", "order acknowledgement",
            "order acknowledgment", "vendor order", "supplier order", "supplier ref",
            "vendor reference", "vendor ref", "supplier reference", "internal order",
            "internal reference", "work order", "wo", "production order", "erp order",
            "sales document", "warehouse order", "pick ticket", "transaction",
            "document", "doc", "doc #", "ack #", "acknowledgement #", "quote", "quotation",
            "confirmation", "confirmation #", "our so", "order entry", "web confirmation",
            "unser zeichen", "unsere auftragsnummer", "unser auftrag", "unsere referenz",
            "auftragsbestatigung", "vorgang", "vorgangsnummer", "belegnummer", "beleg #",
            "notre reference", "notre ref", "n ref", "notre commande",
            "nuestra referencia", "nuestro pedido", "ns riferimento", "nostro ordine",
            "ns rif", "onze referentie", "ons ordernummer", "verkooporder", "onze order",
        ),
        Field.SHOP_ORDER: (
            "web order", "online order", "store order", "shop order", "shopify order",
            "amazon order", "amazon", "marketplace order", "channel order", "ebay order",
            "walmart order", "end customer order", "consumer order", "end user order",
            "sales channel order", "ecommerce order", "e commerce order", "website order",
            "end customer ref", "end customer reference", "consumer ref",
            "amazon order reference", "marketplace reference", "shop bestellung",
        ),
        Field.TRACKING: (
            "tracking", "tracking code", "tracking nos", "tracking info",
            "tracking information", "tracking details", "trackingnumber",
            "tracking numbers", "track", "track #", "trk", "trk #", "trkg", "trkg #",
            "tracking s", "tracking # s", "package tracking", "parcel tracking",
            "shipment tracking", "carrier tracking", "track trace", "track and trace",
            "tracking ref", "tracking reference", "consignment", 
            "airbill", "air bill", "awb", "air waybill",
            "ups tracking", "fedex tracking", "usps tracking", "dhl tracking",
            "ups tracking #", "fedex tracking #", "usps tracking #", "dhl tracking #",
            "tracking pro", "tracking or pro", "tracking pro bol",
            "ontrac tracking", 
            "track your package", "track your shipment", "track it", "track your parcel",
            "your tracking", "your tracking # is", "the tracking",
            "sendungsnummer", "sendungs #", "sendungsnr", "sendungsverfolgung",
            "sendungsverfolgungsnummer", "paketnummer", "paket #", "paketnr",
            "trackingnummer", "tracking nummer", "sendung", "frachtbriefnummer",
            "# de suivi", "suivi", "suivi colis", "# de colis",
            "seguimiento", "# de seguimiento", "# seguimiento", "guia", "# de guia",
            "tracciatura", "# di tracciamento", "tracking spedizione",
            "# spedizione", "codice di tracciamento", "codice tracking", "lettera di vettura",
            "zendingnummer", "track en trace", "trackingcode", "volgnummer zending",
            "barcode zending",
        ),
        Field.PRO: (
            "pro", "pro bill", "probill", "freight bill", "waybill", "way bill",
            "carrier pro", "freight pro", "pro #", "ltl pro", "pro bol", "carrier ref",
            "carrier reference", "pro waybill", "waybill pro", 
            "freight tracking", "ltl tracking", "pro tracking", "frachtbrief", "pro or bol",
            "carrier pro #", "carta porte", "carta de porte", "vrachtbrief", 
            "lettre de voiture",
        ),
        Field.BOL: (
            "bol", "b l", "bill of lading", "bl", "bol pro", "master bol", "b o l",
            "straight bill of lading", "bill of lading number", "vics bol",
        ),
        Field.CARRIER: (
            "carrier", "ship via", "shipped via", "via", "ship method", "shipping method",
            "shipment method", "ship mode", "method of shipment", "shipping carrier",
            "carrier name", "freight carrier", "delivery method", "delivery carrier",
            "shipped by", "ship by carrier", "sent via", "sent by", "courier",
            "trucker", "truck line", "trucking company", "freight line", "shipper via",
            "carrier service", "carrier and service", "carrier method", "shipping via",
            "mode", "transport", "shipping company", "delivered by", "despatched via",
            "dispatched via", "routing", "route", "scac", "carrier scac", "scac code",
            "ship via carrier", "shipvia", "delivery service", "freight company",
            "shipping provider", "shipping agent", "ship agent", "forwarder",
            "method", "transporter", "parcel carrier", "pickup carrier", "ship carrier",
            "versandart", "versand", "versanddienst", "versanddienstleister", "versand per",
            "versandt mit", "spediteur", "spedition", "frachtfuhrer", "lieferung durch",
            "transporteur", "mode de livraison", "mode d expedition", "expedie par",
            "livraison par", "mode de transport",
            "transportista", "enviado por", "metodo de envio", "forma de envio",
            "empresa de transporte", "medio de envio",
            "corriere", "vettore", "spedito con", "trasportatore", "metodo di spedizione",
            "spedito tramite", "vervoerder", "verzonden met", "verzendwijze",
            "verzendmethode", "bezorgdienst", "verzonden via",
        ),
        Field.SERVICE: (
            "service", "service level", "service type", "ship service", "shipping service",
            "class of service", "level of service", "servicio", "servizio", "dienst",
        ),
        Field.SHIP_DATE: (
            "ship date", "date shipped", "shipped on", "shipping date", "shipment date",
            "shipped date", "date of shipment", "dispatch date", "dispatched on",
            "date dispatched", "despatch date", "despatched on", "date despatched",
            "actual ship date", "date of dispatch", "date of despatch", "ship dt",
            "shpd date", "shp date", "date ship", "left our warehouse on", "shipdate",
            "left our warehouse", "pickup date", "pick up date", "picked up on",
            "departure date", "goods issue date", "shipped at",
            "ship dte", "actual ship", "handed over on", "tendered on", "tender date",
            "ship day", "shipped day", "collected on", "collection date",
            "versanddatum", "versandt am", "versendet am", "versandtag", 
            "date d expedition", "expedie le", "date expedition", "date d envoi",
            "fecha de envio", "fecha envio", "enviado el", "fecha de despacho",
            "fecha de salida", "data spedizione", "data di spedizione", "spedito il",
            "data partenza", "verzenddatum", "verzonden op", "datum verzending",
        ),
        Field.PROMISED_DATE: (
            "estimated ship date", "est ship date", "est ship", "estimated ship",
            "expected ship date", "expected ship", "scheduled ship date", "scheduled ship",
            "planned ship date", "planned ship", "requested ship date", "requested ship",
            "req ship date", "req ship", "anticipated ship date", "projected ship date",
            "promised ship date", "promise ship date", "promise date", "promised date",
            "promised", "ship by", "ship by date", "ship not later than", "must ship by",
            "estimated shipping date", "estimated shipment date", "expected shipment date",
            "expected to ship", "expected to ship on", "target ship date", "tentative ship date",
            "ship on or before", "ship on or after", "proposed ship date", "earliest ship date",
            "latest ship date", "customer requested date", "confirmed ship date",
            "requested date", "req date", "required date", "need by", "need by date",
            "date required", "cancel date", "ready date", "lead time",
            "ship window", "schedule date", "scheduled date", "ship complete by",
            "voraussichtliches versanddatum", "geplantes versanddatum", "wunschtermin",
            "liefertermin", "date d expedition prevue", "date de livraison prevue",
            "fecha estimada de envio", "data prevista di spedizione",
            "verwachte verzenddatum",
        ),
        Field.OTHER_DATE: (
            "lieferdatum", "sent", "sent on", "date sent",
            "order date", "date ordered", "ordered on", "date of order", "po date",
            "purchase order date", "invoice date", "due date", "date due", "delivery date",
            "estimated delivery", "estimated delivery date", "est delivery",
            "est delivery date", "expected delivery", "expected delivery date",
            "scheduled delivery", "scheduled delivery date", "delivered on", "delivery by",
            "deliver by", "eta", "arrival date", "estimated arrival", "arrives",
            "arriving", "delivery eta", "date entered", "entry date", "print date",
            "printed", "printed on", "date printed", "run date", "report date", "sales order date",
            "customer order date", "your order date", "our order date", "so date", "order placed",
            "confirmation date", "statement date", "payment due", "discount date",
            "acknowledgement date", "expected arrival", "delivered", "expected date",
            "expected", "expiration date", "entered", "picked on", "date picked", "packed on",
            "bestelldatum", "auftragsdatum", "rechnungsdatum", "lieferscheindatum",
            "druckdatum", "belegdatum", "voraussichtliche zustellung", "zustellung",
            "date de commande", "date de livraison", "date de facture", "echeance",
            "fecha de pedido", "fecha de entrega", "fecha de factura", "vencimiento",
            "data ordine", "data di consegna", "data consegna", "data fattura", "scadenza",
            "besteldatum", "orderdatum", "leverdatum", "factuurdatum", "vervaldatum",
        ),
        Field.DATE: (
            "date", "dated", "datum", "fecha", "data", "document date", "doc date", "notice date",
            "packing slip date", "asn date", "slip date", "time",
        ),
        Field.SKU: (
            "sku", "skus", "item sku", "product sku", "sku code", "sku item", "item code",
            "item #", "itm #", "item nbr", "part", "part #", "part code", "product #",
            "prod #", "product code", "prod code", "stock", "stock #", "stock code",
            "catalog", "catalog #", "cat #", "catalogue #", "article #", "article code",
            "article", "art", "art #", "material", "material #", "model", "model #",
            "mdl #", "mdl", "style", "style #", "code", "vendor part", "vendor part #",
            "vendor item", "vendor sku", "vendor style", "supplier part", "supplier sku",
            "supplier item", "our part", "our item", "our item #", "our sku", "our part #",
            "seller part", "item number sku", "part number sku", "item part", "p n", "pn", "ref article",
            "our stock", "our code", "our model", "inventory #", "item key", "vendor code",
            "artikel", "artikelnummer", "artikel #", "artikelnr", "art nummer", "teilenummer",
            "materialnummer", "unsere artikel #", "unsere artikelnummer", "sachnummer",
            "reference article", "reference produit", "code article", "code produit",
            "codigo", "codigo de articulo", "articulo", "referencia articulo", "clave",
            "codice", "codice articolo", "articolo", "cod articolo", "cod art",
            "artikelcode", "artikel code",
        ),
        Field.OUR_SKU: (
            "your sku", "your item", "your item #", "your part", "your part #", "buyer part",
            "buyer sku", "buyer item", "customer sku", "customer item", "customer part",
            "cust item", "cust part", "cust sku", "customer part #", "customer item #",
            "merchant sku", "retailer sku", "dealer sku", "store sku", "partner sku",
            "customer product", "customer material", "your code", "your product",
            "your stock", "seller sku", "ihre artikelnummer", "ihre artikel #",
            "kundenartikelnummer", "votre reference article", "su codigo", "vs codice",
            "uw artikelnummer", "listing sku",
        ),
        Field.MAKER_SKU: (
            "mfg part", "mfr part", "mfg #", "mfr #", "manufacturer part", "mpn",
            "manufacturer #", "mfg part #", "mfr part #", "mfg", "mfr", "manufacturer sku",
            "brand part", "oem", "oem #", "mfg sku", "mfr sku", "mfg item", "mfr item",
            "manufacturer item", "mfg p n",
        ),
        Field.ITEM: (
            "item", "items", "product", "products", "merchandise", "goods", "contents", "itm",
            "artikelbezeichnung artikel", "produkt", "produit", "producto", "prodotto",
            "products shipped", "items shipped", "item s", "items in this shipment",
            "shipped items", "items in shipment", "item details", "line item",
        ),
        Field.OTHER_CODE: (
            "upc", "upc code", "ean", "gtin", "barcode", "bar code", "serial", "serial #",
            "s n", "serial numbers", "lot", "lot #", "batch", "asin", "hts", "hts code",
            "hs code", "nmfc", "nmfc #", "class", "freight class", "color", "colour",
            "size", "finish", "coo", "country of origin", "origin", "bin", "location", "loc",
            "warehouse", "whse", "wh", "tariff", "revision", "rev", "option", "options",
            "dimensions", "dims", "dim", "sscc", "lpn", "pallet #", "isbn",
            "shelf", "zone", "aisle", "pallet", "dims in", "fnsku",
        ),
        Field.DESCRIPTION: (
            "description", "desc", "item description", "product description", "descr",
            "item desc", "product name", "item name", "description of goods", "title",
            "product title", "prod desc", "article description", "details", "particulars",
            "name of article", "description of articles", "product details", "commodity",
            "description of items", "part description", "item description and remarks",
            "commodity description", "model description", "material description",
            "bezeichnung", "beschreibung", "artikelbezeichnung", "warenbezeichnung",
            "designation", "libelle", "descripcion", "denominacion", "descrizione",
            "omschrijving", "denominazione",
        ),
        Field.QUANTITY: (
            "qty", "quantity", "qnty", "quan", "qtty", "pcs", "pieces", "units", "unit count", "count",
            "item qty", "quantity units", "qty pcs", "qty ea", "qty each", 
            "unit qty", "units qty", "menge", "anzahl", "stuck", "stk", "stueck",
            "quantite", "qte", "cantidad", "cant", "quantita", "qta", "aantal", "hoeveelheid",
            "pz", "uds", "piezas", "pezzi", "stuks",
        ),
        Field.ORDERED: (
            "ordered", "ord", "qty ordered", "qty ord", "quantity ordered", "ordered qty",
            "order qty", "order quantity", "ordered quantity", "ord qty", "qty order",
            "units ordered", "pieces ordered", "pcs ordered", "original qty",
            "original quantity", "original order qty", "po qty", "po quantity", "qty on order",
            "qo", "requested", "qty requested", "qty req", "bestellt", "bestellmenge", "bestellte menge",
            "qte commandee", "quantite commandee", "commande qte", "cant pedida",
            "cantidad pedida", "qta ordinata", "quantita ordinata", "besteld",
            "aantal besteld", "order units",
        ),
        Field.SHIPPED: (
            "shipped", "ship", "shp", "shpd", "qty shipped", "qty shpd", "qty shp", "qty ship",
            "quantity shipped", "shipped qty", "ship qty", "shipped quantity",
            "ship quantity", "units shipped", "pieces shipped", "pcs shipped",
            "shipping qty", "qty this shipment", "this shipment", "qty dispatched",
            "dispatched", "despatched", "qty despatched", "dispatched qty",
            "quantity dispatched", "qty sent", "shipped units", "qty packed", "packed",
            "qty in shipment", "quantity in shipment", "shipped now", "ship now", "shipped today",
            "qty in box", "qty in carton", "qty in package", "qs", "shipped pcs", 
            "qty fulfilled", "fulfilled", "qty in this shipment", "shp qty", "shpd qty",
            "geliefert", "liefermenge", "versendet", "versandte menge", "gelieferte menge",
            "qte livree", "quantite livree", "quantite expediee", "qte expediee", "expedie",
            "enviado", "cant enviada", "cantidad enviada", "spedito", "qta spedita",
            "quantita spedita", "geleverd", "aantal geleverd", "verzonden",
        ),
        Field.BACKORDERED: (
            "bo", "b o", "backorder", "back order", "backordered", "back ordered", "bko", "b ord",
            "qty bo", "qty b o", "qty backordered", "qty back ordered", "qty backorder", "bo qty",
            "quantity backordered", "quantity back ordered", "backorder qty", "bkord",
            "back order qty", "backordered qty", "qty back order", "bkordered", "bk ord",
            "units backordered", "quantity on backorder", "qty on backorder", "b o qty",
            "remaining", "qty remaining", "balance", "balance due qty", "balance to ship",
            "to follow", "outstanding", "qty outstanding", "open qty", "qty open", "open",
            "still to ship", "remaining qty", "bal", "qty bal", "balance qty", "on backorder",
            "ruckstand", "restmenge", "offen", "reliquat", "reste a livrer", "pendiente",
            "cant pendiente", "residuo", "da evadere", "naleveren", "nalevering",
        ),
        Field.OTHER_QUANTITY: (
            "total qty", "total quantity", "total units", "total pieces", "total pcs",
            "total cartons", "total packages", "total shipped", "total ordered",
            "cartons", "ctns", "packages", "pkgs", "boxes", "pallets", "skids", "pack",
            "pack qty", "case qty", "pack size", "inner", "case pack", "qty per carton",
            "# of packages", "# of cartons", "# of boxes", "# of pallets", "# of pieces",
            "# of skids", "# of units", "total items", "item count", "handling units", "hu", "cases",
            "number of packages", "cumulative", "previously shipped", "prev shipped",
            "qty previously shipped", "shipped to date", "qty shipped to date",
            "total shipped to date", "cum shipped", "already shipped", "qty cancelled",
            "cancelled", "canceled", "qty canceled", "qty available", "available", "on hand",
            "shipped prior", "prior shipped", "qty allocated", "allocated", "previous",
            "qty per case", "qty per box", "verpackungseinheit", "gesamtmenge",
        ),
        Field.UNIT: (
            "uom", "u m", "um", "unit", "unit of measure", "units of measure", "u o m", "sell unit",
            "einheit", "eh", "me", "unite", "unidad", "unita", "eenheid",
        ),
        Field.LINE: (
            "line", "ln", "line #", "ln #", "pos", "position", "item line", "row", "seq",
            "l #", "li #", "line item #", "po line", "po ln", "order line", "#", "s #", "sr #",
            "sr", "lfd #", "ligne", "linea", "riga", "regel", "posten", "po line #",
        ),
        Field.PARCEL: (
            "parcel #", "package #", "shipment piece #",
            "box", "box #", "carton", "carton #", "ctn", "ctn #", "package", "pkg", "pkg #", "parcel",
            "piece", "piece #", "shipment piece", "cartons of", "container", "colli", "karton",
        ),
        Field.WEIGHT: (
            "weight", "wt", "total weight", "gross weight", "net weight", "weight lbs", "lbs",
            "weight lb", "wt lbs", "weight kg", "lb", "kg", "ship weight", "shipping weight",
            "billed weight", "gewicht", "poids", "peso", "bruttogewicht", "total wt", "gross wt",
        ),
        Field.UNIT_PRICE: (
            "unit price", "price", "price each", "unit cost", "cost", "price ea", "rate",
            "each price", "list price", "net price", "unit net", "einzelpreis", "preis",
            "stuckpreis", "prix unitaire", "prix", "pu", "precio", "precio unitario", "prezzo",
            "prezzo unitario", "prijs", "stuksprijs", "e preis",
        ),
        Field.AMOUNT: (
            "amount", "extension", "ext", "extended", "extended price", "ext price", "line total",
            "net amount", "value", "ext amount", "extended amount", "total price", "betrag", "gesamtpreis",
            "montant", "importe", "importo", "bedrag", "total amount",
        ),
        Field.SUBTOTAL: (
            "subtotal", "sub total", "merchandise total", "net total", "zwischensumme",
            "nettobetrag", "sous total", "total ht", "base imponible", "imponibile", "subtotaal",
        ),
        Field.FREIGHT: (
            "freight", "shipping handling", "shipping and handling", "freight charge",
            "shipping charge", "shipping cost", "s h", "freight amount", "frais de port", "porto",
            "versandkosten", "gastos de envio", "spese di spedizione", "verzendkosten",
            "shipping fee", "handling", "freight charges", "shipping charges", "shipping costs",
            "delivery charge", "shipping total", "fuel surcharge",
        ),
        Field.TAX: (
            "tax", "sales tax", "vat", "gst", "hst", "mwst", "ust", "tva", "iva", "btw",
            "tax total", "total tax", "tax amount", "discount",
        ),
        Field.TOTAL: (
            "total", "totals", "grand total", "total due", "amount due", "balance due",
            "invoice total", "total amount due", "pay this amount", "order total",
            "please pay", "total invoice", "gesamt", "gesamtbetrag", "summe", "total ttc",
            "totale", "totaal", "importe total", "total a pagar", "shipment total", "shipment totals",
        ),
        Field.INVOICE: (
            "invoice", "inv", "inv #", "invoice #", "invoice ref", "invoice reference",
            "rechnung", "rechnungsnummer", "rechnungs #", "rechnungsnr", "facture", "# de facture",
            "factura", "# de factura", "fattura", "# fattura", "factuur", "factuurnummer",
            "bill #", "tax invoice",
        ),
        Field.CREDIT: (
            "credit memo", "credit note", "credit memo #", "credit note #", "gutschrift",
            "avoir", "nota de credito", "nota di credito", "creditnota", "cm #", "credit",
        ),
        Field.NOTICE: (
            "packing slip", "packing list", "pack slip", "packslip", "packing slip #",
            "delivery note", "delivery #", "delivery note #", "asn", "asn #", "dispatch note",
            "despatch note", "ship notice", "shipment", "shipment #", "shipment id", "shipping #",
            "advice note", "delivery docket", "delivery slip", "shipper", "shipper #", "shipper id",
            "slip #", "notice #", "shipment ref", "manifest", "manifest #", "ship #", "despatch #",
            "dispatch #", "delivery", "packing", "packing #", "ps #", "shipment reference",
            "advice #", "lieferschein", "lieferscheinnummer", "lieferschein #", "lieferscheinnr",
            "bon de livraison", "# de bl", "albaran", "# de albaran", "nota de entrega",
            "ddt", "documento di trasporto", "bolla", "pakbon", "pakbonnummer", "seal", "seal #",
            "trailer", "trailer #", "packlist", "packing list #", "fulfillment", "fulfillment #",
        ),
        Field.PARTY: (
            "ship to", "sold to", "bill to", "deliver to", "delivered to", "ship from",
            "shipped from", "shipped to", "consignee", "consigned to", "customer", "customer name", "vendor", "supplier", "buyer",
            "from", "to", "attn", "attention", "address", "name", "company", "contact",
            "ship to address", "bill to address", "delivery address", "shipping address", "recipient", "sales rep",
            "salesperson", "rep", "entered by", "packed by", "picked by", "buyer name", "ordered by", "placed by",
            "store", "warehouse address", "third party", "freight bill to", "bill freight to",
            "lieferadresse", "lieferanschrift", "rechnungsadresse", "kunde", "empfanger", "lieferant",
            "adresse de livraison", "adresse", "client", "fournisseur", "direccion", "cliente",
            "destinatario", "indirizzo", "fornitore", "afleveradres", "klant", "leverancier",
            "mark for", "sender", "shipment from", "prepared by", "checked by", "received by", "driver",
            "signature",
        ),
        Field.STATUS: ("status", "line status", "order status", "shipment status", "state"),
        Field.OTHER: (
            "original po", "previous po", "replaces po", "parent po", "blanket po", "old po", "prior po", "original order", "previous order", "replacement for po", "ship to #", "load", "load #", "carrier #",
            "po box", "p o box", "post office box", "po boxes", "customer #", "cust #", "customer code",
            "cust", "account", "account #", "acct", "acct #", "customer account", "client #", "vendor #",
            "supplier #", "vendor id", "dealer #", "terms", "payment terms", "freight terms", "fob", "incoterms",
            "f o b", "phone", "tel", "telephone", "fax", "email", "e mail", "web", "website", "mobile", "cell",
            "page", "pg", "sheet", "tax id", "ein", "duns", "fein", "vat id", "vat #", "ust id #",
            "department", "dept", "division", "sales tax id", "territory", "branch", "currency", "notes", "note",
            "remarks", "comments", "comment", "special instructions", "instructions", "shipping instructions", "message",
            "subject", "rma", "ra", "ra #", "rma #", "return authorization", "claim", "claim #", "ticket", "ticket #", "case #",
            "toll free", "hotline", "customer service", "call", "order type", "shipping terms",
            "prepaid", "collect", "freight collect", "freight prepaid", "3rd party account", "third party account",
            "liability", "declared value", "cod", "c o d", "insurance", "zip", "postal code", "suite", "ste",
            "unit #", "apt", "room", "floor", "building", "dock", "door", "store #", "location #", "register", "resale #", "license",
            "kundennummer", "kunden #", "kundennr", "telefon", "seite", "steuernummer", "ust idnr", "iban", "bic", "swift", "konto",
            "# client", "code client", "telephone portable", "page de", "siret", "siren", "tva intracom",
            "# de cliente", "telefono", "pagina", "nif", "cif", "partita iva", "p iva", "codice cliente", "cod cliente",
            "klantnummer", "klant #", "telefoon", "kvk", "btw #", "po type", "po status", "po total",
            "ship complete", "priority", "po amount", "order amount", "security code", "bank", "routing #", "routing number", "aba",
            "quote #", "contract", "contract #", "project", "project #", "blanket", "cost center", "gl", "gl #",
        ),
    }
)  # fmt: skip
"""Phrases by field; where two fields list one phrase, the one further down wins."""
