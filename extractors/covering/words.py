"""The words of covering mails, in six languages: which concern, and which are harmless.

A closed world: a sentence that concerns the goods is harmless only if all of its words
are. Words by which a sentence may be turned round ("not", "will", "only", "tomorrow",
"wrong") are in none of the lists.
"""

import re

_ENGLISH = """
a about above accepted according account across advance advice advices advise advised
afternoon again all also am an and any appointment appreciate apr april are as asked asn
at attach attached attaching attachment attachments attn aug august automated automatic
automatically been before being below best bill billing bol bols books box boxes
business but by call carefully carrier carriers carton cartons case cases charges cheers
choosing company complete completed completely confirm confirmation confirmed confirming
consignment consignments contact contain contained containing contains contents copy
corresponding count courier csv cubic customer customers daily date dated day dear dec
december delivered deliveries delivering delivery departed department departure desk
despatch despatched despatches detail detailed details dimensions dims direct directly
dispatch dispatched dispatches document documentation documents dropship each ean edi
email enclosed enclosing enjoy evening everybody everyone everything excel express fast
feb february feel feet file filed files filled find folks following for forward
forwarded forwarding freight fri friday from fulfilled fulfillment fulfilment full fully
further fyi gave go going gone good goods got great greatly greetings ground guys had
hand handed has have he hello help here hereby herewith hi how i if in inbound include
included includes including information invoice invoices is it item items its jan
january job jul july jun june just kg kind kindly know label labels lb lbs left let lets
line lines list listed lists ll loaded local logistics look looking lot lots ltl made
mail mails many mar march may me mentioned message method mode mon monday month morning
most my name named news nice night noon note notes notice notices notification
notifications nov november now number numbers oct october of off office ok okay on
online or order ordered orders our ours out outbound over overnight pack package
packages packaging packed packer packing page pages paid pallet pallets paper papers
paperwork parcel parcels partial partner parts pdf per picked picking pickup pickups
piece pieces please pleased pleasure pm po portal pos posted prepaid priority pro
product products prompt proof provide provided purchase purchases pursuant qty
quantities quantity queries questions re receipt receive record records reference
referenced references regarding regards regular related release released report reports
request requested respective route routed run safe sales same sat saturday see sent sep
sept september service services she sheet sheets ship shipment shipments shipped shipper
shipping show showing shown shows signed since sincerely skid skids sku skus slip slips
so spreadsheet standard statement status summary sun sunday supplier supply system table
team tendered terminal thank thanks that the their them there these they this those
through thru thu thursday ticket tickets to today together tonight took total totals
track tracking traffic truck tue tuesday under unit units up upon us use using usual
valued vendor very via warm was way we wed wednesday week weigh weighs weight well went
were what when where which who whole wishes with word year yesterday you your yours zip
"""
_CARRIERS = """
abf air amazon bartolini bpost brt canpar carriers ceva chronopost colissimo conway
correos dachser deutsche dhl dpd dpdgroup economy estes evri fedex fercam geodis gls
ground hermes home international kuehne laposte lasership mrw nacex nagel odfl ontrac
parcelforce post poste postnl purolator rl roadrunner royal saia saver schenker sda seur
smartpost surepost tnt ups ups-ground usps worldship xpo yodel zeleris
"""
_GERMAN = """
ab abend abgegeben abgeholt abgesandt abgeschickt absender adresse alle allen aller
alles als am an anbei angaben angefügt angegebene angegebenen angehängt angehängte
angehängten anhang anhänge anlage anlagen ansprechpartner artikel artikeln auch auf
aufgegeben auftrag auftrags auftragsnummer aufträge aus ausgang ausgeliefert automatisch
automatische bedanken begleitpapiere bei beigefügt beigefügte beigefügten beiliegend
beiliegende beiliegenden beim beleg belege bereits bestellnummer bestellung bestellungen
besten betreff bezug bezüglich bitte da damit dank danke daten datum dazu dazugehörige
dazugehörigen dem den der des dezember die dienstag dies diese diesem diesen dieser
dieses diesmal dokument dokumente donnerstag durch ein eine einem einen einer eines
einzelheiten enthalten enthält entnehmen er erfolgte erhalten erhaltenen es euch euer
eure februar fedex fertiggestellt finden folgende folgenden folgender frau freitag
freuen freundliche freundlichen für ganz ganze gegangen geliefert gemäß genannte
genannten gerne gesamt gesamte gesandt geschickt gestern gewünscht ging gingen gruß
grüße grüßen gute guten haben hallo hat haus hause herr herrn heute heutige heutigen
heutiger hier hiermit hinaus ich ihnen ihr ihre ihrem ihren ihrer ihrerseits ihres im in
informationen inhalt ins ist januar juli juni karton kartons kg kolli kollo kunde kunden
kundennummer laut lieferadresse lieferanschrift lieferavis lieferschein lieferscheine
lieferscheinnummer lieferung lieferungen liste los mai mail man mit mitteilen mitteilung
mittwoch montag märz nachfolgend nachmittag nachricht nachstehend nr nummer nummern ob
oben oder oktober packliste packzettel paket pakete paketen paketnummer palette paletten
per position positionen post raus rausgegangen rechnung rechnungen samstag schicken
schönen sehr sein seine selbst senden sendung sendungen sendungsnummer
sendungsverfolgung sendungsverfolgungsnummer sie siehe sind so sonntag spediteur
spedition speditionsauftrag stück stückzahl tag team tel telefon tracking trackingnummer
um und uns unser unsere unserem unseren unserer unseres unten unter unterlagen unterwegs
verladen verlassen verpackt versand versandanzeige versandart versandavis
versandbestätigung versanddaten versanddatum versandinformationen versandmitteilung
versandpapiere versandt versandunterlagen verschickt versendet vielen vollständig
vollständige vom von vor vormittag war ware waren warenausgang wie wir wunsch
wunschgemäß wurde wurden wünschen zu zum zur zusammen zustellung über überblick
übergeben übersenden übersicht
"""
_FRENCH = """
a accompagne accompagnement accompagnée adresse afin agréer ai ainsi an août après
article articles au aujourd aujourd'hui auprès aussi aux avec avez avis avons avril bien
bon bonjour bonne bons bordereau car carton cartons ce ceci celle celui ces cet cette ci
ci-dessous ci-dessus ci-joint ci-jointe ci-joints client clients colis commande
commandes complet complète comprend concernant concerne confirmation confirmons confirmé
confié confiée conformément contenu contient cordialement cordiales correspondant
correspondante dans date de depuis des dimanche distinguées document documents donc du
décembre départ détail détaillé détails effectué effectuée elle en envoi envois envoyé
envoyée envoyées envoyés est et expédition expéditions expédié expédiée expédiées
expédiés facture factures fait fichier février hier ici il ils indiqué indiquée
information informations informer informons janvier jeudi joint jointe jointes joints
jour journée jours juillet juin la le les leur leurs ligne liste livraison livré livrée
lot lundi là madame maintenant marchandise marchandises mardi mars matin meilleures
merci mercredi mesdames messieurs monsieur nos notre nous novembre numéro numéros objet
octobre ont ou où page palette palettes papiers par parti partie parties partis pdf
pièce pièces pour pouvez pris prise prière produit produits préparation préparée
quantité quantités quitté relatif relative remis remise remises retrouver retrouverez
route référence références salutations samedi se sentiments septembre ses si soin soir
son sont sous suit suivi suivre sur tableau tous tout toute toutes transmettons transmis
transport transporteur trouver trouverez téléphone un une unité unités vendredi veuillez
via voici vos votre vous à été
"""
_SPANISH = """
a abril adjunta adjuntamos adjuntas adjunto adjuntos agencia agosto agradecemos ahora al
albaranes albarán anexo aquí archivo archivos artículo artículos así atenta atentamente
atento aviso ayer bien buen buena buenas bueno buenos bulto bultos caja cajas cantidad
cantidades carga cliente clientes completa completo con confirmación confirmamos
contenido contiene copia cordial correspondiente cuenta cuyo cuyos código códigos datos
de del departamento desde despachada despachado despachados diciembre documento
documentos domingo día días el ella en encontrará encontrarán enero entrega entregada
entregado entregados enviada enviadas enviado enviados enviamos envío envíos es esta
estamos estas este estimada estimado estimados esto estos está están expedición expedida
expedido factura facturas favor febrero fecha gracias guía ha hace han hemos hoja hola
hoy incluido incluidos incluye indicada indicado información informamos jueves julio
junio la las le les lista listado llevamos lo los lote lunes línea líneas martes marzo
material mayo mediante mensajería mercancía mercancías mi miércoles muchas muy nota
noviembre nuestra nuestras nuestro nuestros núm número números o octubre oficina orden
palet palets paquete paquetes para pedido pedidos pieza piezas por portes producto
productos puede pueden que recogida recogido recogidos referencia referencias relación
remitimos respecto ruta salida salido salió saludo saludos se seguimiento según
septiembre servicio señor señora señores sido siguiente siguientes sobre son su sus
sábado tarde te tiene tienen toda todas todo todos transporte transportista tras tu un
una unas unidad unidades uno unos usted ustedes viernes y ya
"""
_ITALIAN = """
a abbiamo acquisto affidata affidato ai al alla alle allegata allegate allegati allegato
alleghiamo allego anche aprile articoli articolo attenzione avviso bancale bancali bolla
bolle buon buona buonasera buongiorno che ci cliente clienti codice codici colli collo
come completa completo con conferma confermiamo consegna consegnata consegnate
consegnati consegnato contenuto contiene copia cordiali cordialmente corriere cui da dai
dal dalla data dati ddt degli dei del della delle dello dettagli dettaglio di dicembre
distinta distinti documenti documento domenica e ed effettuata effettuato elenco evasa
evaso fattura fatture febbraio file foglio fornitura gennaio gentile gentili giovedì
giugno già gli grazie ha hanno i ieri il imballo in indicata indicati indicato
informazioni informiamo inviamo inviata inviate inviati inviato invio io la lasciato le
lettera linea lista lo luglio lunedì maggio martedì mattina merce merci mercoledì
messaggio mezzo mille n nel nella nostra nostre nostri nostro numeri numero o oggetto
oggi ordinata ordinati ordinato ordine ordini ottobre pacchi pacco pallet partita
partite partiti partito per pezzi pezzo pomeriggio prego presa presso prodotti prodotto
quantità questa questi questo qui relativa relative relativi relativo riceve ricevete
rif riferimento ritirata ritirati ritirato sabato saluti salve scheda seguente seguenti
seguito sera servizio settembre si siamo sig sono spedita spedite spediti spedito
spedizione spedizioni stata state stati stato su sua sue sul sulla suo suoi
tracciabilità tramite trasmettiamo trasporto trova trovare trovate troverà tutta tutte
tutti tutto un una unità uno uscita uscito venerdì vettore vi via vostra vostre vostri
vostro è
"""
_DUTCH = """
aan aangeboden aantal aantallen afgegeven afgehaald afzender alle alles als alstublieft
altijd artikel artikelen augustus bedankt behorende beste bestelde bestelling
bestellingen betreffende betreft bevat bevestigen bevestiging bezorgd bezorging bij
bijgaand bijgaande bijgesloten bijgevoegd bijgevoegde bijlage bijlagen colli collo
compleet complete dag dank datum de deze dinsdag dit document documenten donderdag door
doos dozen dus een en er facturen factuur februari geachte gegevens geladen geleverd
gemaakt gestuurd gisteren goed goede goederen graag groet groeten groetjes haar hallo
hartelijk hartelijke hebben heeft heer hem het hier hierbij hierin hieronder in
informatie inhoud is januari je jouw jullie klant klanten lading laten leverancier
levering leveringen lijst maandag maart mei met mevrouw middag mij mijn mijnheer naar
nummer nummers ochtend of om onderweg ons onze ook op opdracht opgehaald order orders
overzicht pagina pakbon pakbonnen pakket pakketten pallets per persoon post regel regels
staan staat status stuk stuks sturen te trace track transport u uit uw van vandaag
vanmiddag vanmorgen vanochtend verlaten vermeld verstuurd vertrokken vervoerder
verzendbericht verzendbevestiging verzendgegevens verzending verzonden via vinden vindt
volgende volledig voor voorzien vracht vrachtbrief vriendelijke vrijdag waarin waren was
wat we weg weten wij woensdag zaterdag zending zendingen zendingsnummer zie zijn zoals
zondag
"""
HARMLESS = frozenset(
    f"{_ENGLISH} {_CARRIERS} {_GERMAN} {_FRENCH} {_SPANISH} {_ITALIAN} {_DUTCH}".split()
)
"""In small letters."""

CONCERNS = re.compile(
    r"(?<!\w)(?:"
    # The order, the goods, what they lie in.
    r"orders?|ordered|p\.?\s?o\.?(?=\W|$)|purchase|goods|items?|merchandise"
    r"|consignments?|parcels?|packages?|cartons?|box(?:es)?|pallets?|skids?|units"
    r"|pieces|pcs|contents?"
    r"|bestell\w*|auftr[aä]g\w*|waren?|artikeln?|pakete?n?|kartons?|paletten?|kolli"
    r"|st[üu]ck|menge|commandes?|marchandises?|articles?|colis|palettes?|pedidos?"
    r"|mercanc[ií]as?"
    r"|art[íi]culos?|paquetes?|bultos?|cajas?|ordin[ei]|merc[ei]|articol[oi]|pacc(?:o"
    r"|hi)|coll[oi]|bestelling(?:en)?|goederen|artikel(?:en)?|pakket(?:ten)?|do(?:os"
    r"|zen)"
    # Their going, and their coming back.
    r"|sen[dt]|sending|packed|geschickt|gesandt|gestuurd|inviat\w*|return\w*"
    r"|retour\w*|reso"
    r"|resi|r[üu]cksend\w*|devol\w*|replac\w*|ersatz\w*|umtausch\w*|exchang\w*|warranty"
    r"|garant[^ -]*|samples?|sostitu\w*|sustitu\w*|vervang\w*|[ée]chang\w*"
    r"|ship\w*|re-?ship\w*|di?e?spatch\w*|deliver\w*|pick(?:ed)?[- ]?ups?|tracking"
    r"|tracked|carriers?|couriers?|freight|trucks?|drivers?|warehouse|labels?|left"
    r"|leaves?|leaving"
    r"|\w*sendungs?\w*|\w*liefer\w*|\w*versand\w*|\w*versend\w*|verschick\w*|spedit\w*"
    r"|abgeholt|abholung|envois?|envoy\w*|exp[ée]di\w*|livr\w*|suivi|transporteur"
    r"|enlev\w*|env[íi]\w*|exped\w*|despach\w*|entreg\w*|seguimiento|transportista"
    r"|spedi\w*|consegn\w*|corriere|vettore|ritirat\w*|invi[oa]\w*|zending\w*"
    r"|verz[eo]n\w*|verst[uo]u?r\w*|geleverd|lever(?:ing)?(?:en)?|vervoerder|opgehaald"
    r"|ups|fedex|usps"
    r"|dhl|gls|dpd"
    # The paper.
    r"|slips?|packing|pack(?:list|zettel|liste|bon)|pakbon|asn|notices?|attach\w*"
    r"|enclosed|anbei|anhang|anlage|angeh[äa]ngt\w*|beigef[üu]gt\w*|beiliegend\w*"
    r"|(?:ci-)?joint\w*|bon|bordereau|adjunt\w*|albar[áa]n\w*|allegat\w*|bolla|ddt"
    r"|bijlagen?|bijgevoegd\w*|bijgaand\w*"
    r")(?!\w)",
    re.IGNORECASE,
)
"""What a sentence speaks of that concerns the goods or their paper."""

TURNS = re.compile(
    r"(?<!\w)(?:cancel\w*|void(?:ed|s)?|disregard\w*|ignor(?:e[ds]?|ing)|withdr[ae]w\w*"
    r"|recall\w*|revok\w*|retract\w*|supersed\w*|storn\w*|annul\w*|cancelad\w*"
    r"|anulad\w*|anular|cancellat\w*|stornat\w*|geannuleerd|annuleren|ingetrokken"
    r"|ignorieren|hinf[äa]llig|gegenstandslos|ung[üu]ltig\w*|zur[üu]ckgezogen"
    r"|intercept\w*|caduc|invalid\w*|ignorar|ignorez|ignorare|negeren|negeer"
    r"|rma)(?!\w)",
    re.IGNORECASE,
)
"""Words that take something back, whatever the sentence is about."""

ALARMS = re.compile(
    r"(?:cancel|void|disregard|ignor|withdr|recall|revok|retract|supersed|replac|return"
    r"|substitut|exchang|warrant|sampl|stop|hold|held|delay|postpon|resched|schedul"
    r"|plan|pend|await|expect|not\b|never|only|lost|wrong|incorrect|error|mistak"
    r"|invalid|correct|revis|amend|updat|new\b|instead|miss|short|damag|reject|refus"
    r"|fail|unable|back|draft|test|proforma|pre-?a|will\b|tomorrow|later|next\b|soon"
    r"|still|yet|retour|r[üu]ck|ersatz|storn|annul|nicht|kein|noch|erst|nur|falsch|fehl"
    r"|muster|geplant|voraus|verz[öo]g|gestoppt|reklam|umtausch|gewähr|korrek|berichtig"
    r"|ge[äa]nder|neu|pas\b|jamais|erreur|erron|faux|remplac|[ée]chang|avoir\b|retard"
    r"|pr[ée]vu|rectif|corrig[eé]|modif|nouve|no\b|nunca|devoluci|devuel|reemplaz"
    r"|sustit|cambio|garant|muestra|retras|anul|correg|nuev|previst|non\b|mai\b|reso\b"
    r"|resi\b|sostit|garanz|campion|ritard|rettif|corrett|nuov|attesa|niet|nooit|geen"
    r"|vervang|ruil|monster|vertrag|uitgest|gecorrig|gewijzigd|nieuw|nalever)",
    re.IGNORECASE,
)
"""Beginnings of words that are never taken for a name."""
