"""What the tables of meetings, decisions, people and papers hold, in Danish; ``descriptions.py`` reads it."""
# ruff: noqa: E501

from __future__ import annotations

COMMON = """
id: Rækkens navn; det samme fra hentning til hentning
municipality_id: Kommunen, fx koege
body_id: Byrådet, udvalget eller rådet
meeting_id: Mødet
agenda_item_id: Punktet på dagsordenen
decision_id: Beslutningen
person_id: Personen
crawl_id: Den hentning, det skete i
document_id: Den dagsorden eller det referat, det er læst i
file_sha256: Filens fingeraftryk (SHA-256)
sha256: Indholdets fingeraftryk (SHA-256)
url: Adressen hos kommunen
position: Rækkefølge: 1, 2, …
title: Titel, som den er trykt
number: Punktets nummer, som det er trykt
text: Tekst
outcome: Hvad beslutningen gik ud på: approved godkendt, noted taget til efterretning, discussed drøftet, postponed udsat, recommended anbefalet, rejected afvist, withdrawn udgået, none ingen beslutning, other fri tekst
first_seen_at: Set første gang
last_seen_at: Set sidste gang
removed_at: Hvornår kommunen blev anset for at have trukket det tilbage; tomt, når det stadig er offentligt
fetched_at: Hentet hvornår
extractor_version: Den version af programmet, der læste det
case_number: Sagsnummer, som det er trykt
date: Mødets dato
decided_on: Datoen, beslutningen blev taget
body_name: Organets navn, som det er trykt
body_name_key: Organets navn uden store bogstaver og tegn, til sammenligning
substitute_for: Den, personen er stedfortræder for
party: Parti eller liste, som det er trykt
point: Det underpunkt, der menes, når beslutningen har flere
name: Navn, som det er trykt
media_type: Filens art, fx application/pdf
is_own: 1: mødets egen beslutning. 0: et tidligere organs, citeret
taken_by_body_id: Det organ, der tog beslutningen, når databasen har det
taken_at_meeting_id: Det møde, hvor beslutningen blev taget, når databasen har det
item_position: Punktets plads på dagsordenen
journal_number: Journalnummer efter KLE, kommunernes emneplan
document_number: Dokumentnummer
is_open: 1: åbent punkt. 0: lukket punkt, hvis tekst ikke er offentlig
item_type: Hvad punktet skulle: decision beslutning, discussion drøftelse, information orientering
planned_time: Planlagt tidspunkt
summary: Resumé
recommendation: Indstilling: hvad forvaltningen foreslog
decision: Mødets egen beslutning, som den er trykt
kle_main_group: Hovedgruppe i KLE, journalnummerets første to cifre
rowid: Rækkens nummer i databasen
stems: Ordstammer og andre former, som søgningen bruger
docid: Rækkens nummer i søgningen
"""

TABLES = """
municipalities | Kommuner | De kommuner, der hentes fra.
id: Kort navn, fx koege
name: Navn
code: Kommunekode hos Danmarks Statistik, fx 0259
website: Kommunens hjemmeside

bodies | Byråd, udvalg og råd | De organer, der holder møder. Et udvalg kan stå flere gange, når hjemmesiden deler det efter valgperiode.
name: Navn uden arkivets tilføjelser
printed_name: Navn, som hjemmesiden skriver det
classification: council byråd, committee udvalg, board råd eller bestyrelse
period: Valgperiode, fx 2018-2021
is_historic: 1: hjemmesiden kalder det historisk
name_key: Navnet uden store bogstaver og tegn, til sammenligning

meetings | Møder | Et møde, afholdt eller planlagt: én række, uanset hvor ofte det er offentliggjort.
id: Organets id og mødets start
starts_at: Begynder, dansk tid
ends_at: Slutter, dansk tid, hvis det står der
place: Sted
description: Bemærkninger til mødet som helhed
meeting_case_number: Mødets eget sagsnummer, når hovedet har et
meeting_document_number: Mødets eget dokumentnummer, når hovedet har et
status: planned planlagt, minutes der er referat, agenda_only kun dagsorden, removed trukket tilbage af kommunen
url: En side om mødet, man kan åbne
pdf_url: Mødet som PDF hos kommunen
changed_at: Hvornår rækken sidst blev ændret her

documents | Dagsordener og referater | Hver offentliggørelse af et møde: dagsorden, tillægsdagsorden, referat.
document_type: agenda dagsorden, supplementary_agenda tillægsdagsorden, minutes referat
title: Titel, som den er trykt, fx Lukket referat
is_current: 1: mødets punkter er læst i dette dokument
url: En side, man kan åbne
pdf_url: Som PDF hos kommunen
source_url: Adressen, teksten er læst fra
published_at: Offentliggjort af kommunen
content_sha256: Indholdets fingeraftryk (SHA-256)

agenda_items | Punkter | Punkterne på dagsordenerne, hvert én gang, med indstilling og beslutning.
id: Mødets id og punktets nummer
title: Overskrift uden nummer

published_items | Punkter, der er offentlige | Punkter fra de møder, kommunen ikke har trukket tilbage, med mødets dato.
title: Overskrift uden nummer

sections | Punkternes afsnit | Hvert afsnit i et punkt, som det er trykt: sagsfremstilling, økonomi, beslutning og så videre.
heading: Overskrift, som den er trykt
kind: Afsnittets slags: summary resumé, recommendation indstilling, case sagsfremstilling, proceedings behandling, decision beslutning, economy økonomi, legal retsgrundlag, hearing høring, communication kommunikation, attachments bilag, other andet

decisions | Beslutninger | Mødets egne beslutninger, og dem fra tidligere organer, som punktet citerer.
text: Beslutningen, som den er trykt

quoted_decisions | Citerede beslutninger | Beslutninger fra tidligere organer, som et punkt citerer, med det møde, der tog dem.
text: Beslutningen, som den er trykt
title: Punktets overskrift
quoted_on: Datoen for det møde, der citerer
is_dated: 1: dagen står ved citatet

cases | Sagers gang | Hver sags vej gennem organerne efter tid, hver beslutning én gang.
text: Beslutningen, som den er trykt
title: Punktets overskrift
known_on: Datoen, der sorteres efter

votes | Stemmer | Stemmer og forbehold, som beslutningen fortæller om dem.
choice: for for, against imod, abstained undlod at stemme, reserved tog forbehold
voter: Person, parti eller liste, som det er trykt; tomt, når rækken er et samlet antal
count: Antal stemmer, hvis det er trykt

people | Personer | Navne, der er mødt eller meldt afbud. Samme navn i samme kommune er én række; ingen slås sammen ellers.

people_suggestions | Måske samme person | Navne, der ligner hinanden og kan være samme person stavet forskelligt. Ingen er slået sammen.
person_id: Det ene navn
other_person_id: Det andet navn
period: Valgperiode
score: Lighed fra 0 til 100

attendances | Fremmøde | Hvem der var til stede, fraværende eller inhabil, til hele mødet eller til et enkelt punkt.
agenda_item_id: Punktet; tomt, når det gælder hele mødet
status: present til stede, absent fraværende, excused afbud, recused inhabil
role: Rolle: formand, næstformand, mødeleder, referent …
affiliation: Tilhør: parti, forening, forvaltning
other_role: En rolle mere, når to er trykt ved navnet

item_attendance | Fremmøde punkt for punkt | Hvem der var til stede ved hvert punkt: mødets liste, og hvad der står særskilt ved punktet.
status: present til stede, absent fraværende, excused afbud, recused inhabil
role: Rolle: formand, næstformand, mødeleder, referent …

decision_attendances | Fravær ved citerede beslutninger | Hvem der var væk, da en citeret beslutning blev taget.
status: absent fraværende, excused afbud, recused inhabil

attachments | Bilag | Bilagene til punkterne, med deres titel og adresse.
title: Titel
file_sha256: Filens fingeraftryk; tomt, når filen ikke er hentet
missed_on: Sidste dag, bilaget ikke var nævnt
missed_days: Antal dage, det ikke har været nævnt
is_name_masked: 1: titlen eller adressen indeholdt et CPR-nummer, som er sløret

files | Filer | De hentede filer, hver én gang, og hvordan det gik med at læse dem.
path: Filens plads hos den, der har hentet; tomt, når filen er fjernet
size: Størrelse i byte
pages: Antal sider, ark eller dias
text_status: ok læst, empty uden tekst, scanned scannet, encrypted låst, unsupported ukendt slags, quarantined holdt tilbage, failed kunne ikke læses
text_source: Hvor teksten kommer fra: filen selv eller OCR
error: Hvad der gik galt

file_pages | Bilagenes tekst | Teksten i bilagene, én række for hver side, hvert ark eller dias.
page: Side, ark eller dias
text: Sidens tekst

file_page_links | Bilagenes sider med link | Hver side i et bilag med den adresse, hvor den kan åbnes, punktet og mødet.
attachment_title: Bilagets titel
page: Side, ark eller dias
page_url: Åbner bilaget hos kommunen på siden
item_number: Punktets nummer
item_title: Punktets overskrift
text: Sidens tekst
attachment_id: Bilaget

searchable_items | Punkter i søgningen | Det, der søges i for hvert punkt.
text: Punktets øvrige afsnit

searchable_pages | Sider i søgningen | Det, der søges i for hver side i et bilag.
page: Side, ark eller dias
"""
