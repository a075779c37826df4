"""What the tables that keep account of crawls, originals and changes hold, in Danish; ``descriptions.py`` reads it."""

from __future__ import annotations

TABLES = """
crawls | Hentninger | Hver gang en kommunes side er hentet, og hvordan det gik.
started_at: Begyndt
finished_at: Slut; tomt, mens den kører, eller når den blev afbrudt
finish_reason: Hvorfor den sluttede: finished er som den skal
requests: Antal forespørgsler
bytes: Hentede byte
meetings_listed: Møder på hjemmesidens liste
meetings_read: Læste møder; de øvrige var, som de var
meetings_new: Nye møder
meetings_changed: Ændrede møder
errors: Antal fejl
exit_status: 0 gik godt, 1 bør ses efter, 2 forkert kaldt, 3 databasen var optaget

site_states | Hjemmesidernes tilstand | Hvordan hver kommunes side stod efter den seneste hentning.
state: ok i orden, late forsinket, failing fejler, moved flyttet, blocked spærret
since: Siden hvornår
checked_at: Sidst set efter

findings | Fund | Hvad der så forkert ud efter en hentning.
monitor: Hvad der blev set efter
state: Hvor galt det er: late forsinket, failing fejler, moved flyttet, blocked spærret
message: Hvad der blev fundet

coverage | Dækning | Hvor mange møder hjemmesiden selv opregner, og hvor mange af dem der er her.
year: År
listed: Møder på hjemmesidens liste
held: Møder i databasen
missing: Møder, der mangler
missing_since: Siden hvornår der har manglet møder

yearly_meetings | Møder pr. år | Hvor mange møder hvert organ har holdt hvert år, talt efter hver hentning.
year: År
meetings: Antal møder
with_minutes: Heraf med referat

yearly_items | Punkter pr. år | Hvor mange punkter hvert organ har haft hvert år efter udfald, talt efter hver hentning.
year: År
outcome: Hvad beslutningen gik ud på
items: Antal punkter
open_items: Heraf åbne
closed_items: Heraf lukkede; resten kan man ikke se

problems | Problemer | Alt, der ikke kunne hentes eller forstås. Intet forsvinder i stilhed.
kind: Problemets slags
message: Hvad der skete, på engelsk og til den, der driver programmet

revisions | Ændringer | Hvad der blev ændret i en række, da den blev hentet igen: før og efter.
table_name: Tabellen
row_id: Rækken i tabellen
changed_at: Hvornår ændringen blev opdaget
before: Rækkens ændrede felter før, som JSON
after: Rækkens ændrede felter efter, som JSON
cause: site: kommunen ændrede det, reading: det blev læst anderledes
is_after_minutes: 1: ændret, efter at mødets referat var kommet

changed_after_publication | Ændret efter offentliggørelsen | Hvad kommunen har ændret, efter at referatet kom.
body_name: Organets navn
date: Mødets dato
title: Punktets overskrift
table_name: Tabellen
row_id: Rækken i tabellen
changed_at: Hvornår ændringen blev opdaget
before: Rækkens ændrede felter før, som JSON
after: Rækkens ændrede felter efter, som JSON

listed_meetings | Opregnede møder | Hvert møde på hjemmesidens liste, og hvornår det sidst er læst.
starts_at: Begynder, dansk tid
publications: Mødets dokumenter, som listen har dem, som JSON
first_listed_at: Hvornår det først stod på listen
listed_at: Hvornår det sidst stod på listen
read_at: Hvornår det sidst blev læst
read_as: Hvordan det stod på listen, da det sidst blev læst
lacking: Hvor mange gange der manglede noget, da det blev læst

listings | Hjemmesidernes lister | Hvad hver hjemmeside opregnede ved hver hentning.
listed_at: Hvornår listen blev læst
meetings: Antal møder på listen
documents: Antal dokumenter på listen
is_whole: 1: hele listen blev læst
unreadable: Antal linjer på listen, der ikke kunne læses
is_healthy: 1: listen er troværdig; en liste, der er skrumpet, regnes for en fejl hos hjemmesiden

absences_from_listing | Mangler på listen | Møder og dokumenter, som hjemmesiden ikke længere opregner.
table_name: Tabellen
row_id: Rækken i tabellen
first_missed_on: Første dag, det manglede
last_missed_on: Seneste dag, det manglede
days: Antal dage, det har manglet
status_before: Mødets status før

redactions | Fjernelser | Hvad der er fjernet herfra efter beslutning, eller frigivet igen.
table_name: Tabellen
row_id: Rækken i tabellen; en person kendes kun på et fingeraftryk
action: redact fjernet, release frigivet
reason: Begrundelse
decided_at: Besluttet hvornår
decided_by: Besluttet af
fingerprint: Fingeraftryk af det fjernede, så det kan kendes igen
words: Antal ord i et fjernet navn

originals | Originaler | De hentede sider og dokumenter, som alt er læst fra; kun deres fingeraftryk vises.
size: Størrelse i byte
first_fetched_at: Hentet første gang

original_fetches | Originalers hentning | Hver gang en adresse gav et nyt indhold.

document_originals | Dokumenternes originaler | Den original, hvert dokument er læst fra.
layout: Hvordan originalen er sat op

file_fetches | Filers hentning | Hver gang en adresse gav en ny fil.

oversized_files | For store filer | Filer, der er større end grænsen og ikke er hentet.
size: Størrelse i byte, hvis den er kendt
max_bytes: Grænsen i byte
noticed_at: Opdaget hvornår

meeting_sources | Mødernes kilder | Hvad der skal til for at læse et møde igen. Vises ikke.
source: Kilden som JSON

unread_sources | Ulæste kilder | Hentede møder, der ikke er læst endnu. Vises ikke.
source: Kilden som JSON
error: Hvad der gik galt
"""
