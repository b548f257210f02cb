# The words of Phial in German.
# To a person: formal (Sie); buttons short, in the infinitive. Nothing assumes that anybody is a man or a woman:
# "die Person, die …", "wer …", "die Stelle, die diesen Dienst betreibt".
#
# locked (files)     verschlossen, aufschließen     locked (a link)   gesperrt, entsperrt
# link               der Link                       key               der Schlüssel
# code               der Code                       opening           einmal öffnen, dreimal öffnen
# second lock        das zweite Schloss             password          das Passwort
# take back          zurücknehmen                   erase             löschen
# recipient          wer es bekommt                 sender            die Person, die Ihnen den Link geschickt hat
# log                das Protokoll                  receipt           die Löschbestätigung
# What the server can and cannot see                Was der Server sieht und was nicht

## The frame
# The name of this language, in itself.
language-name = Deutsch
language-label = Sprache
language-failed = Diese Sprache konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.
site-what = Dateien sicher senden
skip-to-content = Zum Inhalt
about-link = Was der Server sieht und was nicht
to-start = Zur Startseite
try-again = Noch einmal
cancel = Abbrechen
close = Schließen
one-moment = Einen Moment…
copied = Kopiert
copy-by-hand = Markiert: jetzt kopieren
files = Dateien
files-count = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
more-files = { $count ->
    [one] 1 weitere Datei zeigen
   *[other] Weitere Dateien zeigen (noch { $count })
}
file-number = Datei { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Dateien sicher senden
boot-moment = Einen Moment…
boot-slow = Es dauert länger als sonst. Bitte warten Sie noch etwas oder prüfen Sie Ihre Internetverbindung.
boot-again = Noch einmal
boot-network = Die Seite ist nicht vollständig angekommen
boot-network-what = Bitte prüfen Sie, ob Sie mit dem Internet verbunden sind, und versuchen Sie es noch einmal. Es ist nichts verloren, und es wurde kein Öffnen gezählt.
boot-old = Dieser Browser kann die Seite nicht zeigen
boot-old-what = Er ist zu alt, oder etwas, das die Seite braucht, ist darin ausgeschaltet. Bitte öffnen Sie dieselbe Adresse in einem anderen Browser: Kopieren Sie sie hier, starten Sie ein aktuelles Chrome, Edge, Firefox oder Safari, und fügen Sie sie oben in die Adresszeile ein. Es ist nichts verloren, und es wurde kein Öffnen gezählt.
boot-address = Die Adresse dieser Seite
boot-copy = Adresse kopieren
boot-copied = Kopiert
boot-failed = Diese Seite konnte nicht starten
boot-failed-what = Bitte versuchen Sie es noch einmal. Wenn das nicht hilft, öffnen Sie die Adresse in einem anderen aktuellen Browser. Es ist nichts verloren, und es wurde kein Öffnen gezählt.
boot-no-script = Diese Seite verschließt und öffnet Dateien in Ihrem Browser und braucht dazu JavaScript. Bitte erlauben Sie JavaScript für diese Seite in den Einstellungen Ihres Browsers, und laden Sie die Seite neu.
boot-nothing = Erscheint nichts? Bitte laden Sie diese Seite neu.
boot-full = Im Moment sind sehr viele Menschen hier
boot-full-what = Bitte warten Sie eine Minute, und versuchen Sie es dann noch einmal. Es ist nichts verloren, und es wurde kein Öffnen gezählt.
boot-full-again = Diese Seite versucht es von selbst noch einmal.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Kommt das wirklich von uns?
check-call = Rufen Sie { $telephone } an und fragen Sie nach den zwei Wörtern. Sie müssen lauten:
check-ask = Fragen Sie die Person, die Ihnen den Link geschickt hat, nach den zwei Wörtern. Sie müssen lauten:
check-other-number = Wenn Sie schon eine andere Nummer von uns kennen, rufen Sie lieber dort an.
check-tell = Wenn jemand fragt, ob das wirklich von Ihnen kommt, nennen Sie die zwei Wörter:
check-words = Die zwei Wörter: { $words }
call = Anrufen
call-for-help = Wenn Sie nicht weiterkommen: { $telephone }
site-web = Über { $site }
network-away = Keine Internetverbindung. Sobald sie wieder da ist, geht es hier weiter.
check-animals =
    Albatros Bär Biene Bison Kanarienvogel Katze Chamäleon Kondor Grille Krokodil Hirsch Delfin Libelle Ente Adler Falke
    Flamingo Fuchs Gazelle Gecko Giraffe Hamster Hase Igel Reiher Hering Pferd Leguan Jaguar Känguru Koala Leopard Löwe
    Eidechse Lama Luchs Murmeltier Elch Krake Strauß Otter Eule Panda Papagei Pelikan Pinguin Pony Puma Rentier Lachs
    Sardine Möwe Schnecke Eichhörnchen Schwan Tapir Tiger Tukan Forelle Thunfisch Schildkröte Einhorn Wolf Zebra
check-things =
    Bernstein Anker Apfel Aprikose Bambus Boot Brücke Kaktus Burg Kastanie Zimt Uhr Kompass Kupfer Kristall Diamant
    Trommel Flöte Wald Brunnen Garten Ingwer Gitarre Hafen Hut Insel Jasmin See Lavendel Blatt Zitrone Leuchtturm Mango
    Marmor Wiese Spiegel Mond Berg Nest Ozean Olive Perle Bleistift Klavier Ananas Planet Kürbis Himbeere Fluss Rose Safran
    Silber Schnee Löffel Stern Turm Baum Tulpe Tal Vanille Samt Geige Vulkan Wasserfall

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count ->
    [one] 1 Byte
   *[other] { $count } Byte
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB
rate = { $size }/s
percent = { $number } %
left-seconds = { $count ->
    [one] noch 1 Sekunde
   *[other] noch { $count } Sekunden
}
left-minutes = { $count ->
    [one] noch 1 Minute
   *[other] noch { $count } Minuten
}
left-hours = { $count ->
    [one] noch 1 Stunde
   *[other] noch { $count } Stunden
}
lifetime-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
lifetime-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
lifetime-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
date-today = heute
date-yesterday = gestern
date-tomorrow = morgen
date-and-time = { $day }, { $time } Uhr
progress-waiting = Wartet auf das Netz. Es geht von selbst weiter.

## Signing in
sign-in-title = Wer sendet?
sign-in-lead = Von hier senden kann nur, wer zu { $site } gehört. Wer Ihre Dateien bekommt, braucht kein Konto.
sign-in = Anmelden mit { $site }
sign-in-invite = Zum Senden brauchen Sie eine Einladung
sign-in-invite-lead = Bitten Sie Ihre IT-Abteilung um einen Einladungslink und öffnen Sie ihn einmal in diesem Browser. Wer Ihre Dateien bekommt, braucht kein Konto.
sign-in-privacy = Diese Seite erfährt, dass Sie senden dürfen, aber nicht Ihren Namen.
join-title = Sie sind eingeladen, Dateien zu senden
join-lead = Einmal in diesem Browser annehmen genügt. Es gibt kein Passwort: Der Browser merkt sich, dass Sie senden dürfen.
join-privacy = Der Server speichert von Ihnen keinen Namen, keine E-Mail-Adresse und keine Telefonnummer.
join = Einladung annehmen
signing-in = Anmeldung läuft…
own-shares = Was Sie gesendet haben
own-shares-lead = Nur Zeiten und Stand: Namen und Inhalte kennt der Server nicht. Mehr sehen Sie über Ihren eigenen Link, den Sie beim Senden bekommen haben.
own-shares-none = Sie haben noch nichts gesendet.
own-shares-more = Mehr zeigen
own-share-sent = Gesendet: { $moment }
own-share-begun = Begonnen: { $moment }
own-share-links = { $count ->
    [one] 1 Link
   *[other] { $count } Links
}
own-share-opens = { $count ->
    [0] nicht geöffnet
    [one] einmal geöffnet
   *[other] { $count }-mal geöffnet
}
own-share-live = kann geöffnet werden
own-share-unfinished = nicht fertig
own-share-over = beendet
own-share-erased = gelöscht
signed-in-as = Sie sind angemeldet.
sign-out = Abmelden
purpose-label = Wofür es ist

## Sharing
share-title = Dateien sicher senden
share-lead = Ihre Dateien werden in diesem Browser verschlossen, bevor sie ihn verlassen. Wir können sie nicht lesen.
share-note = Ihre Dateien werden gelöscht, wenn der Link endet, oder früher, wenn Sie sie zurücknehmen. Wer sie bekommt, braucht kein Konto.
choose-files = Dateien wählen
take-photo = Foto machen
add-files = Dateien hinzufügen
drop-here = Dateien hier ablegen
choose-here = Was möchten Sie senden?
what-to-send = Fotos, PDF, Videos, Scans, zusammen bis { $size }
remove-file = { $name } entfernen
settings = Grenzen und Nachricht
from-label = Von
note-label = Nachricht
optional = (freiwillig)
lifetime-label = Der Link gilt
opens-label = Öffnen lässt er sich
opens-any = beliebig oft
opens-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
openings = { $count ->
    [one] einmal öffnen
   *[other] { $count }-mal öffnen
}
openings-any = beliebig oft öffnen
lock = { $count ->
    [one] Verschließen und Link holen
   *[other] Verschließen und Links holen
}

## For whom
for-whom = Für wen
recipient-label = Für wen
recipient-label-note = (das sehen nur Sie)
recipient-example = Dr. Weber
recipient-number = Person { $number }
add-recipient = Weitere Person hinzufügen
change = Ändern
change-of = Ändern: { $name }
lock-label = Zweites Schloss
lock-none = keines
lock-code = 6-stelliger Code
lock-passphrase = Passwort
lock-birth = Geburtsdatum
lock-none-note = Wer den Link hat, kann die Dateien öffnen.
lock-code-note = Mit dem Link bekommen Sie einen Code. Sagen Sie ihn am Telefon, oder senden Sie ihn auf einem anderen Weg.
lock-passphrase-of = Passwort
lock-passphrase-note = Mindestens 6 Zeichen. Groß- und Kleinschreibung spielt keine Rolle.
lock-birth-of = Geburtsdatum der Person, für die es ist
lock-birth-note = Das wissen vielleicht auch andere: Ein Code ist sicherer.
view-only = Nur ansehen, nicht speichern
view-only-honest = Die Seite bietet dann weder Speichern noch Drucken an. Ein Foto vom Bildschirm kann nichts verhindern.
view-only-not-shown = { $name } kann die Seite wahrscheinlich nicht zeigen. Wer nur ansehen darf, könnte die Datei nicht öffnen.
only-to-look = nur zum Ansehen
own-limits = Andere Grenzen für diese Person
bad-code = Der Code hat sechs Ziffern.
bad-passphrase-short = Das Passwort hat mindestens 6 Zeichen.
bad-passphrase-long = Das Passwort ist zu lang.
bad-date = Bitte geben Sie Tag, Monat und Jahr ein, wie in { $date }.
date-day = Tag
date-month = Monat
date-year = Jahr

## Sending
sending-title = Verschließen und senden
sending-begins = Wird vorbereitet…
sending-note = Lassen Sie diesen Tab offen, bis alles fertig ist. Einen anderen können Sie inzwischen ansehen.

## Sent
sent-title = Bereit zum Versenden
sent-lead = { $count ->
    [one] Ihre Dateien sind verschlossen. Geben Sie den Link jetzt der Person, für die sie bestimmt sind.
   *[other] Ihre Dateien sind verschlossen. Geben Sie jetzt jeden Link der Person, für die er bestimmt ist.
}
sent-lead-locked = 1. Senden Sie den Link. 2. Sagen Sie den Code auf einem anderen Weg.
link-title = Der Link
link-for = Link für { $name }
link-warning = Wer den Link hat, kann die Dateien öffnen. Prüfen Sie die Nummer oder die Adresse, bevor Sie ihn senden.
copy-link = Link kopieren
lasts-openings = { $count ->
    [one] Kann einmal geöffnet werden, bis { $until }.
   *[other] Kann { $count }-mal geöffnet werden, bis { $until }.
}
lasts-any = Kann geöffnet werden bis { $until }.
made-view-only = Wer ihn öffnet, kann ansehen, aber nicht speichern oder drucken.
message-subject = Ein sicherer Link für Sie
message-text =
    Guten Tag, hier ist ein sicherer Link für Sie: { $link }
    Er öffnet sich in jedem Browser, ohne App und ohne Konto.
message-text-locked =
    Guten Tag, hier ist ein sicherer Link für Sie: { $link }
    Er öffnet sich in jedem Browser, ohne App und ohne Konto. Den Code dazu bekommen Sie getrennt.
message-text-birth =
    Guten Tag, hier ist ein sicherer Link für Sie: { $link }
    Er öffnet sich in jedem Browser, ohne App und ohne Konto. Sie werden nach Ihrem Geburtsdatum gefragt.
code-title = Code, am Telefon oder persönlich
passphrase-title = Passwort, am Telefon oder persönlich
code-note = { $count ->
    [one] Nie in derselben Nachricht wie der Link. Nach 1 falschen Versuch wird der Link gesperrt.
   *[other] Nie in derselben Nachricht wie der Link. Nach { $count } falschen Versuchen wird der Link gesperrt.
}
birth-title = Der Link fragt nach dem Geburtsdatum
birth-note = { $count ->
    [one] Schreiben Sie es nicht in die Nachricht mit dem Link. Nach 1 falschen Versuch wird der Link gesperrt.
   *[other] Schreiben Sie es nicht in die Nachricht mit dem Link. Nach { $count } falschen Versuchen wird der Link gesperrt.
}
copy-code = Code kopieren
copy-passphrase = Passwort kopieren
code-subject = Ihr Code
code-message = Guten Tag, das ist der Code, nach dem Sie gefragt werden: { $code }
passphrase-message = Guten Tag, das ist das Passwort, nach dem Sie gefragt werden: { $passphrase }
other-way = Der Weg, auf dem Sie den Link gesendet haben, wird hier nicht angeboten. Bitte nehmen Sie einen anderen.
share-sheet = Teilen…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = E-Mail
by-qr = QR-Code
qr-label = Der Link als QR-Code
qr-note = Richten Sie die Kamera des anderen Telefons darauf. Wer ihn sehen kann, kann die Dateien öffnen.
keep-title = Das ist nur für Sie
manage-link-title = Ihr eigener Link
manage-link-note = Damit sehen Sie, wer die Dateien geöffnet hat, und nehmen sie zurück. Geben Sie ihn nicht weiter und heben Sie ihn gut auf: Niemand kann ihn Ihnen noch einmal geben.
open-manage = Öffnen
copy-manage = Kopieren
keep-here = Auf diesem Gerät merken, was ich sende
keep-here-note = Nur auf einem eigenen Gerät: Wer diesen Browser benutzt, kann dann verwalten, was Sie gesendet haben.
keep-here-impossible = Dieser Browser merkt sich nichts für diese Seite. Kopieren Sie den Link oben.
kept-here-note = Verschlossen in diesem Browser gemerkt. Wenn Sie es ausschalten, wird hier alles vergessen.
mine-title = Von diesem Gerät gesendet
mine-lead = Dieser Browser merkt es sich für Sie. Wenn Sie hier etwas vergessen lassen, wird nichts zurückgenommen: Die Links funktionieren weiter.
mine-none = Hier ist nichts gemerkt
mine-none-lead = Nach dem Senden können Sie wählen, dass sich dieses Gerät merkt, was Sie gesendet haben.
forget = Vergessen
forget-of = { $name } vergessen
forget-all = Alles vergessen
send-again = Noch etwas senden

## Opening
open-title = Jemand hat Ihnen etwas gesendet
open-lead = Es wurde auf dem Gerät, von dem es kommt, verschlossen, und nur dieser Link öffnet es.
open-lead-from = Es kommt von einer Person bei { $site }. Es wurde auf ihrem Gerät verschlossen, und nur dieser Link öffnet es.
open-lead-locked = Es wurde auf dem Gerät, von dem es kommt, verschlossen. Nur dieser Link öffnet es, zusammen mit dem, was Ihnen gesagt wurde oder was Sie wissen.
open-lead-locked-from = Es kommt von einer Person bei { $site } und wurde auf ihrem Gerät verschlossen. Nur dieser Link öffnet es, zusammen mit dem, was Ihnen gesagt wurde oder was Sie wissen.
open = Öffnen
opening = Wird geöffnet…
enter-code = Der Code, den Sie bekommen haben
enter-passphrase = Das Passwort, das Sie bekommen haben
enter-birth = Ihr Geburtsdatum
show = Zeigen
checking = Wird geprüft. Das dauert mit Absicht einen Moment: So kann niemand schnell raten.
wrong-code = Das ist nicht der Code.
wrong-passphrase = Das ist nicht das Passwort.
wrong-birth = Das ist nicht das Geburtsdatum, nach dem der Link fragt.
tries-left = { $count ->
    [0] Kein Versuch mehr übrig.
    [one] Noch 1 Versuch.
   *[other] Noch { $count } Versuche.
}
open-note = Kein Konto, keine App. Auf diesem Gerät bleibt nichts zurück, außer wenn Sie es speichern.
open-view-only = Sie können es hier ansehen. Wer es gesendet hat, bietet nicht an, es zu speichern oder zu drucken.
open-note-view-only = Kein Konto, keine App. Auf diesem Gerät bleibt nichts zurück.
key-in-path = Dieser Link wurde unterwegs verändert
key-in-path-what = Wahrscheinlich hat Ihr E-Mail-Programm oder dessen Virenprüfung ihn umgeschrieben, und so haben andere Computer den Schlüssel gesehen. Sie können ihn trotzdem öffnen. Wenn Sie lieber sichergehen möchten, bitten Sie um einen neuen Link per SMS oder Chat.
opened-note = Auf diesem Gerät bleibt nichts zurück, außer wenn Sie es speichern.
opened-view-only = Sie können ansehen, aber nicht speichern oder drucken: So wurde es gesendet. Auf diesem Gerät bleibt nichts zurück.
from-person = Von
remains-now = Das war das letzte Mal. Speichern Sie, was Sie brauchen, bevor Sie die Seite schließen.
remains-now-view-only = Das war das letzte Mal. Sehen Sie sich alles an, bevor Sie die Seite schließen.
remains-openings = { $count ->
    [one] Kann noch einmal geöffnet werden, bis { $until }.
   *[other] Kann noch { $count }-mal geöffnet werden, bis { $until }.
}
remains-any = Kann wieder geöffnet werden bis { $until }.
save = Speichern
save-file = { $name } speichern
save-all = Alle Dateien speichern
saving = Wird gespeichert
save-in-memory = Diese Datei ist groß für diesen Browser. Wenn das Speichern nicht gelingt, öffnen Sie den Link an einem Computer.
saved = Gespeichert
look-at = { $name } ansehen
text-of = Text von { $name }
preview-failed = Die Vorschau konnte nicht geladen werden.
hidden = Verdeckt, um zu schützen, was gesendet wurde
hidden-what = Hier ist eine Weile nichts geschehen. Alles ist noch für Sie da.
show-again = Wieder zeigen
look = Ansehen
not-shown-unknown = Diese Art von Datei wird hier nicht gezeigt
not-shown-unknown-what-to-do = Sie können sie speichern und mit einem passenden Programm öffnen.
not-shown-lies = Diese Datei ist nicht das, was ihr Name sagt
not-shown-lies-what-to-do = Speichern und öffnen Sie sie nur, wenn Sie sie erwartet haben. Im Zweifel fragen Sie die Person, die sie gesendet hat.
not-shown-broken = Diese Datei kann nicht gezeigt werden
not-shown-broken-what-to-do = Vielleicht ist sie beschädigt, oder dieser Browser kennt ihre Art nicht. Speichern können Sie sie trotzdem.
not-shown-too-large = Diese Datei ist zu groß, um sie hier zu zeigen
not-shown-too-large-what-to-do = Sie können sie speichern und auf Ihrem Gerät ansehen.
pdf-locked = Diese PDF-Datei verlangt ein eigenes Passwort
save-still = Speichern können Sie sie trotzdem.
view-only-no-way = Sie können es nur ansehen, nicht speichern. Bitten Sie darum, dass man Ihnen einen Link sendet, mit dem Sie es speichern können.
picture-tools = Größe und Drehung
larger = Größer
smaller = Kleiner
turn = Nach rechts drehen
full-screen = Ganzer Bildschirm
picture-reduced = Kleiner gezeigt, als es gesendet wurde ({ $width } × { $height }).
picture-reduced-save = Speichern Sie es, um jede Einzelheit zu sehen.
pages-count = { $count ->
    [one] 1 Seite
   *[other] { $count } Seiten
}
page-number = Seite { $number }
page-failed = Diese Seite kann nicht gezeigt werden.
page-failed-save = Die Datei können Sie trotzdem speichern.
print = Drucken
print-preparing = Seite { $number } von { $count } wird vorbereitet
print-failed = Hier kann nicht gedruckt werden. Speichern Sie die Datei und drucken Sie sie auf Ihrem Gerät.
archive-name = Dateien.zip
viewer = Ansicht
viewer-position = { $number } von { $count }
previous = Zurück
next = Weiter

## Managing
manage-title = Was mit Ihren Dateien geschehen ist
manage-heading = { $count ->
    [one] 1 Datei, gesendet: { $day }
   *[other] { $count } Dateien, gesendet: { $day }
}
manage-heading-erased = Gesendet: { $day }, danach gelöscht
erased-by = Wird spätestens gelöscht: { $day }
erased-at = Gelöscht: { $moment }
recipients = Wer es bekommt
link-unnamed = Der Link, den Sie gesendet haben
opens-of = { $opens } von { $max } Mal geöffnet
opens-so-far = { $opens ->
    [0] noch nicht geöffnet
    [one] einmal geöffnet
   *[other] { $opens }-mal geöffnet
}
until = bis { $moment }
ended = beendet: { $moment }
state-waiting = wartet
state-opened = geöffnet
state-expired = Zeit vorbei
state-exhausted = aufgebraucht
state-revoked = zurückgenommen
state-locked = gesperrt
log-title = Was geschehen ist
log-intact = Protokoll unverändert
log-broken = Protokoll verändert
log-broken-title = Ab Zeile { $line } stimmt dieses Protokoll nicht mehr
log-broken-what = Auf dem Server wurden Zeilen geändert, entfernt oder vertauscht, nachdem sie geschrieben waren. Melden Sie es der Stelle, die diesen Dienst betreibt, und verlassen Sie sich nicht auf das, was hier steht.
more-lines = { $count ->
    [one] 1 weitere Zeile zeigen
   *[other] { $count } weitere Zeilen zeigen
}
event-created = Das Senden begann
event-sealed = Gesendet: Es kann jetzt geöffnet werden
event-link-added = { $name ->
    [0] Ein Link kam hinzu
   *[other] Ein Link für { $name } kam hinzu
}
event-landing = { $name ->
    [0] Die Seite des Links wurde aufgerufen; gezeigt wurde noch nichts
   *[other] Die Seite des Links für { $name } wurde aufgerufen; gezeigt wurde noch nichts
}
event-opened = { $name ->
    [0] Der Link wurde geöffnet
   *[other] Mit dem Link für { $name } geöffnet
}
event-refused = { $name ->
    [0] Der Link wurde mit einem Code oder Schlüssel versucht, der nicht passt
   *[other] Der Link für { $name } wurde mit einem Code oder Schlüssel versucht, der nicht passt
}
event-locked = { $name ->
    [0] Sie haben den Link gesperrt
   *[other] Sie haben den Link für { $name } gesperrt
}
event-locked-tries = { $name ->
    [0] Der Link wurde nach zu vielen falschen Versuchen gesperrt
   *[other] Der Link für { $name } wurde nach zu vielen falschen Versuchen gesperrt
}
event-unlocked = { $name ->
    [0] Sie haben den Link entsperrt
   *[other] Sie haben den Link für { $name } entsperrt
}
event-viewed = { $name ->
    [0] { $file } wurde angesehen
   *[other] { $name } hat { $file } angesehen
}
event-saved = { $name ->
    [0] { $file } wurde gespeichert
   *[other] { $name } hat { $file } gespeichert
}
event-key-in-path = { $name ->
    [0] Ein E-Mail-Filter hat den Link unterwegs verändert, und andere Computer haben seinen Schlüssel gesehen
   *[other] Ein E-Mail-Filter hat den Link für { $name } unterwegs verändert, und andere Computer haben seinen Schlüssel gesehen
}
event-extended = { $name ->
    [0] Der Link bekam mehr Zeit, bis { $until }
   *[other] Der Link für { $name } bekam mehr Zeit, bis { $until }
}
event-shortened = { $name ->
    [0] Der Link bekam weniger Zeit, bis { $until }
   *[other] Der Link für { $name } bekam weniger Zeit, bis { $until }
}
event-opens-raised = { $name ->
    [0] Der Link darf öfter geöffnet werden
   *[other] Der Link für { $name } darf öfter geöffnet werden
}
event-opens-lowered = { $name ->
    [0] Der Link darf weniger oft geöffnet werden
   *[other] Der Link für { $name } darf weniger oft geöffnet werden
}
event-revoked = { $name ->
    [0] Sie haben den Link zurückgenommen
   *[other] Sie haben den Link für { $name } zurückgenommen
}
event-expired = { $name ->
    [0] Die Zeit des Links ist abgelaufen
   *[other] Die Zeit des Links für { $name } ist abgelaufen
}
event-exhausted = { $name ->
    [0] Der Link wurde zum letzten erlaubten Mal geöffnet
   *[other] Der Link für { $name } wurde zum letzten erlaubten Mal geöffnet
}
event-abandoned = Das Senden wurde abgebrochen
event-erased = Alles wurde gelöscht
save-csv = Als Tabelle speichern (CSV)
save-json = Als JSON speichern
as-it-is = wie jetzt
from-now-time = Ab jetzt gilt der Link noch
from-now-opens = Ab jetzt lässt er sich öffnen
opens-more = { $count ->
    [one] noch einmal
   *[other] noch { $count }-mal
}
save-changes = Änderungen speichern
lock-now = Vorerst sperren
unlock = Entsperren
reset-tries = Alle Versuche zurückgeben
take-back = Diesen Link zurücknehmen
take-back-what = Dieser Link funktioniert sofort nicht mehr, und zwar für immer. Die anderen Links bleiben. Was jemand schon gespeichert hat, bleibt bei dieser Person.
keep-link = Link behalten
make-link = Link machen
erase = Zurücknehmen und löschen
erase-question = Zurücknehmen und löschen?
erase-what = Der Link funktioniert sofort nicht mehr, und die Dateien werden vom Server gelöscht. Was jemand schon gespeichert hat, bleibt bei dieser Person. Das lässt sich nicht rückgängig machen.
erase-now = Jetzt löschen
keep = Dateien behalten
show-receipt = Bestätigung zeigen
receipt-title = Gelöscht. Niemand kann den Link mehr öffnen.
receipt-when = Gelöscht
receipt-share = Kennnummer
receipt-hash = Prüfwert des Protokolls
save-receipt = Bestätigung speichern

## What the server can and cannot see
about-title = Was der Server sieht und was nicht
about-lead = Ihr Browser verschließt die Dateien, bevor er sie sendet. Der Schlüssel steht im Link, im Teil nach dem Zeichen #, den Browser nie an einen Server senden.
cannot-see = Das sieht er nicht
cannot-see-files = was in Ihren Dateien steht
cannot-see-names = wie sie heißen und von welcher Art sie sind
cannot-see-words = Ihren Namen und Ihre Nachricht
cannot-see-key = den Schlüssel, und damit nichts, was sie öffnen könnte
can-see = Das sieht er
can-see-size = ungefähr, wie viel Sie insgesamt senden, aufgerundet
can-see-times = wann etwas gesendet, geöffnet und gelöscht wird, und welche Datei, nur nach ihrer Nummer, angesehen oder gespeichert wurde; wer sendet, sieht diese Liste auch
can-see-limits = wie lange und wie oft der Link geöffnet werden darf
can-see-network = die Netzadresse beim Senden und beim Öffnen, wie jede Website
about-how = So funktioniert es
about-how-sending = Für alles, was Sie senden, macht Ihr Browser einen neuen Schlüssel, verschließt damit die Dateien (AES-256-GCM) und sendet nur verschlossene Stücke. Erst wenn alle angekommen sind, lässt sich etwas öffnen.
about-how-opening = Wer den Link öffnet, schließt die Dateien im eigenen Browser auf. Wenn Chat- und E-Mail-Programme den Link nur anschauen, zählt das nicht: Es zählt erst, wenn jemand auf „Öffnen“ drückt.
about-how-ending = Wenn die Zeit vorbei ist, der Link oft genug geöffnet wurde oder Sie ihn zurücknehmen, werden die verschlossenen Stücke gelöscht.
about-limits = Wovor es nicht schützt
about-limits-link = Wer an den Link kommt, kann ihn öffnen. Senden Sie ihn an die richtige Person, auf einem Weg, dem Sie vertrauen.
about-limits-page = Auch die Seite selbst kommt von diesem Server. Bekäme jemand die Kontrolle über den Server, könnte von dort eine Seite kommen, die Ihren Schlüssel verrät.
about-limits-copies = Was eine Person geöffnet hat, kann sie speichern, kopieren oder fotografieren. Solche Kopien erreicht das Zurücknehmen nicht.

## Errors: links
error-link-no-key = Auf dieser Seite fehlt der Schlüssel
error-link-no-key-what-to-do = Bitte tippen Sie noch einmal auf den Link in Ihrer Nachricht. Zu Ihrer Sicherheit wird der Schlüssel beim Neuladen einer Seite nicht behalten. Wenn Sie den Link abgetippt oder kopiert haben, achten Sie bitte darauf, dass er vollständig ist, mit allem nach dem Zeichen #.
error-link-cut-short = Der Link ist nicht vollständig
error-link-cut-short-what-to-do = Das Ende fehlt. Gehen Sie zurück zur Nachricht und tippen Sie dort auf den Link, oder kopieren Sie ihn ganz. Wenn er auch dort unvollständig ist, bitten Sie darum, dass er Ihnen noch einmal geschickt wird.
error-link-altered = Der Link wurde unterwegs verändert
error-link-altered-what-to-do = Ein oder mehrere Zeichen stimmen nicht. Gehen Sie zurück zur Nachricht und tippen Sie dort auf den Link. Wenn das nicht hilft, bitten Sie darum, dass er Ihnen noch einmal geschickt wird.
error-link-newer = Der Link ist von einer neueren Art
error-link-newer-what-to-do = Bitte laden Sie diese Seite neu. Wenn das nicht hilft, bitten Sie darum, dass er Ihnen noch einmal geschickt wird.
error-link-unreadable = Das ist kein vollständiger Link
error-link-unreadable-what-to-do = Gehen Sie zurück zur Nachricht und tippen Sie dort auf den Link, oder kopieren Sie ihn ganz.
error-page-not-found = Unter dieser Adresse gibt es nichts
error-page-not-found-what-to-do = Bitte prüfen Sie die Adresse. Wenn Ihnen jemand einen Link geschickt hat, tippen Sie in der Nachricht noch einmal darauf.

## Errors: the browser
error-insecure = Diese Seite wurde nicht über eine sichere Verbindung geöffnet
error-insecure-what-to-do = Browser verschließen und öffnen Dateien nur auf sicheren Seiten. Öffnen Sie die Adresse noch einmal mit https:// am Anfang. Wenn das nicht gelingt, melden Sie es der Stelle, die diesen Dienst betreibt. Es wurde nichts gesendet.
error-no-cipher = Dieser Browser kann Dateien nicht verschließen oder öffnen
error-no-cipher-what-to-do = Bitte verwenden Sie einen aktuellen Browser (Chrome, Edge, Firefox oder Safari) und eine Adresse, die mit https:// beginnt. Es wurde nichts gezählt, und nichts ging verloren.

## Errors: network and server
error-no-answer = Der Server antwortet nicht
error-no-answer-what-to-do = Bitte prüfen Sie, ob Sie mit dem Internet verbunden sind, und versuchen Sie es dann noch einmal. Es ist nichts verloren.
error-server = Auf dem Server hat etwas nicht geklappt
error-server-what-to-do = Bitte versuchen Sie es in ein paar Minuten noch einmal. Wenn es wieder geschieht, melden Sie es der Stelle, die diesen Dienst betreibt.
error-busy = Der Server hat gerade zu viel zu tun
error-busy-what-to-do = Bitte warten Sie eine Minute und versuchen Sie es noch einmal. Es ist nichts verloren.
error-too-many-requests = Zu viele Versuche in kurzer Zeit
error-too-many-requests-what-to-do = Bitte warten Sie ein paar Minuten und versuchen Sie es noch einmal. Es ist nichts verloren. Vielleicht kamen die Versuche von anderen im selben Netz.
error-quota-exceeded = Es ist kein Platz mehr, um etwas zu senden
error-quota-exceeded-what-to-do = Es wurde nichts gesendet. Löschen Sie, was nicht mehr gebraucht wird, oder bitten Sie die Stelle, die diesen Dienst betreibt, um mehr Platz.
error-storage-full = Der Server hat keinen Platz mehr
error-storage-full-what-to-do = Es wurde nichts gesendet. Bitte melden Sie es der Stelle, die diesen Dienst betreibt, und versuchen Sie es später noch einmal.
error-forbidden = Dieser Link erlaubt das nicht
error-forbidden-what-to-do = Sein Schlüssel passt nicht. Öffnen Sie den Link noch einmal genau so, wie Sie ihn bekommen oder gespeichert haben.
error-sign-in-required = Bitte melden Sie sich zuerst an
error-sign-in-required-what-to-do = Eine Anmeldung gilt nur eine Zeit lang. Öffnen Sie die Startseite in einem anderen Tab und melden Sie sich dort an; was Sie hier gewählt haben, bleibt. Dann versuchen Sie es noch einmal.
error-not-allowed = Ihr Konto erlaubt das nicht
error-not-allowed-what-to-do = Wenn Sie es für Ihre Arbeit brauchen, wenden Sie sich an die Stelle, die diesen Dienst betreibt.
error-sign-in-failed = Die Anmeldung hat nicht geklappt
error-sign-in-failed-what-to-do = Bitte gehen Sie zurück zur Startseite und melden Sie sich noch einmal an. Wenn es wieder geschieht, melden Sie es der Stelle, die diesen Dienst betreibt.
error-invite-over = Diese Einladung kann nicht verwendet werden
error-invite-over-what-to-do = Sie wurde schon benutzt, ist abgelaufen oder wurde zurückgenommen, oder ein Teil des Links fehlt. Bitten Sie dort, wo Sie sie bekommen haben, um eine neue.
error-cancelled = Abgebrochen
error-cancelled-what-to-do = Sie können jederzeit neu beginnen.

## Errors: sending
error-no-files = Es ist keine Datei gewählt
error-no-files-what-to-do = Wählen Sie mindestens eine Datei.
error-too-many-files = Das sind zu viele Dateien für einen Link
error-too-many-files-what-to-do = Entfernen Sie einige und senden Sie diese mit einem zweiten Link, oder packen Sie alle vorher in eine einzige ZIP-Datei.
error-too-large = Zusammen sind die Dateien zu groß
error-too-large-what-to-do = Entfernen Sie einige und senden Sie diese mit einem zweiten Link. Es wurde noch nichts gesendet.
error-limit-not-allowed = Der Server lässt diese Grenzen nicht zu
error-limit-not-allowed-what-to-do = Bitte wählen Sie eine kürzere Zeit, oder dass der Link weniger oft geöffnet werden kann. Was Sie gewählt haben, ist noch da.
error-factor-required = Ein zweites Schloss ist nötig
error-factor-required-what-to-do = Ihre Einrichtung verlangt für jeden Link einen Code oder ein Passwort. Bitte fügen Sie eines davon hinzu. Was Sie gewählt haben, ist noch da.
error-purpose-required = Bitte schreiben Sie, wofür es ist
error-purpose-required-what-to-do = Ihre Einrichtung verlangt bei allem, was gesendet wird, einen Zweck. Lesen kann ihn nur, wer die Dateien bekommt. Was Sie gewählt haben, ist noch da.
error-not-confirmed = Der Server hat das Verschließen nicht bestätigt
error-not-confirmed-what-to-do = Deshalb wurde kein Link gemacht, und was gesendet war, ist gelöscht. Bitte versuchen Sie es noch einmal. Wenn es wieder geschieht, melden Sie es der Stelle, die diesen Dienst betreibt.
error-file-changed = Eine Datei hat sich geändert oder ist nicht mehr lesbar
error-file-changed-what-to-do = Vielleicht wurde sie nach dem Auswählen neu gespeichert, verschoben oder gelöscht. Entfernen Sie sie aus der Liste, wählen Sie sie neu und versuchen Sie es noch einmal.
error-folder = Ordner können nicht gesendet werden
error-folder-what-to-do = Wählen Sie stattdessen die Dateien im Ordner, oder packen Sie den Ordner vorher in eine ZIP-Datei.
error-shared-lost = Was Sie geteilt haben, ist nicht angekommen
error-shared-lost-what-to-do = Bitte wählen Sie es hier noch einmal aus. Es wurde nichts gesendet.

## Errors: opening
error-expired = Die Zeit für diesen Link ist vorbei
error-expired-what-to-do = Zu ihrem Schutz wurden die Dateien gelöscht. Wenn Sie sie noch brauchen, bitten Sie die Person, die sie gesendet hat, um einen neuen Link.
error-exhausted = Dieser Link wurde so oft geöffnet wie erlaubt
error-exhausted-what-to-do = Wenn nicht Sie ihn geöffnet haben, sagen Sie es der Person, die ihn gesendet hat: Sie kann sehen, wann das war. Wenn Sie die Dateien noch brauchen, bitten Sie sie um einen neuen Link.
error-revoked = Dieser Link wurde zurückgenommen
error-revoked-what-to-do = Die Dateien sind nicht mehr hier. Wenn Sie sie noch brauchen, fragen Sie die Person, die sie gesendet hat.
error-unknown-link = Dieser Link führt ins Leere
error-unknown-link-what-to-do = Vielleicht ist er schon länger beendet, oder ein Zeichen stimmt nicht. Tippen Sie noch einmal auf den Link in Ihrer Nachricht, oder bitten Sie um einen neuen.
error-unknown-share = Hinter diesem Link ist nichts
error-unknown-share-what-to-do = Vielleicht wurde alles schon vor einiger Zeit gelöscht, oder ein Zeichen des Links stimmt nicht. Öffnen Sie ihn noch einmal genau so, wie Sie ihn gespeichert haben.
error-wrong-proof = Der Schlüssel in diesem Link passt nicht
error-wrong-proof-what-to-do = Wahrscheinlich wurde ein Teil des Links unterwegs verändert. Tippen Sie noch einmal auf den Link in Ihrer Nachricht, oder bitten Sie darum, dass er Ihnen noch einmal geschickt wird. Es wurde kein Öffnen gezählt.
error-wrong-factor = Damit lässt es sich nicht öffnen
error-wrong-factor-what-to-do = Bitte prüfen Sie, was Ihnen gesagt wurde, und versuchen Sie es noch einmal. Es wurde kein Öffnen gezählt.
error-locked = Dieser Link ist gesperrt
error-locked-what-to-do = Er wurde von der Person gesperrt, die ihn gesendet hat, oder nach mehreren falschen Versuchen von selbst, um die Dateien zu schützen. Rufen Sie diese Person oder ihr Krankenhaus an: Dort kann man ihn entsperren. Es ist nichts verloren.
error-lease-over = Die Zeit zum Ansehen ist vorbei
error-lease-over-what-to-do = Tippen Sie noch einmal auf den Link in Ihrer Nachricht, um ihn wieder zu öffnen, falls das noch möglich ist.
error-damaged = Was ankam, ist nicht das, was gesendet wurde
error-damaged-what-to-do = Es wurde unterwegs verändert oder beschädigt, deshalb wird es nicht gezeigt. Bitten Sie darum, dass es Ihnen noch einmal gesendet wird, und melden Sie es der Stelle, die diesen Dienst betreibt.
error-newer-version = Das wurde mit einer neueren Version gemacht
error-newer-version-what-to-do = Bitte laden Sie die Seite neu, indem Sie noch einmal auf den Link in Ihrer Nachricht tippen. Wenn das nicht hilft, melden Sie es der Stelle, die diesen Dienst betreibt.
error-cannot-save = Die Datei konnte nicht gespeichert werden
error-cannot-save-what-to-do = Vielleicht ist auf diesem Gerät zu wenig Platz, oder das Speichern ist nicht erlaubt. Schaffen Sie etwas Platz oder nehmen Sie einen anderen Browser, und versuchen Sie es dann noch einmal. Apps wie Instagram oder Facebook lassen in ihrem eingebauten Browser das Speichern oft nicht zu: Gehen Sie zurück zur Nachricht, kopieren Sie den Link und fügen Sie ihn in Chrome, Firefox oder Safari ein. Das zählt als weiteres Öffnen.
