# The words of Phial in Portuguese (of Portugal).
# To a person: formal, by the third person without "você" and without "o senhor, a senhora"; buttons in the infinitive.
# Nothing assumes that anybody is a man or a woman: "a pessoa que…", "quem…".
# [one] may hold for 0 as well, so it shows its { $count } where 0 can occur.
#
# locked (files)     fechado à chave, abrir         locked (a link)   bloqueado, desbloqueado
# link               o link                         key               a chave
# code               o código                       opening           a abertura
# second lock        a segunda fechadura            password          a palavra-passe
# take back          retirar                        erase             apagar
# recipient          quem recebe                    sender            quem enviou
# log                o registo                      receipt           o comprovativo
# What the server can and cannot see                O que o servidor vê e não vê

## The frame
# The name of this language, in itself.
language-name = Português
language-label = Língua
language-failed = Não foi possível carregar esta língua. Tente de novo.
site-what = Envio seguro de ficheiros
skip-to-content = Ir para o conteúdo
about-link = O que o servidor vê e não vê
to-start = Ir para a página inicial
try-again = Tentar de novo
cancel = Cancelar
close = Fechar
one-moment = Um momento…
copied = Copiado
copy-by-hand = Selecionado: agora copie
files = Ficheiros
files-count = { $count ->
    [one] { $count } ficheiro
   *[other] { $count } ficheiros
}
more-files = { $count ->
    [one] Mostrar mais { $count } ficheiro
   *[other] Mostrar mais ficheiros (faltam { $count })
}
file-number = ficheiro { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Envio seguro de ficheiros
boot-moment = Um momento…
boot-slow = Está a demorar mais do que o habitual. Aguarde mais um pouco ou veja se tem ligação à internet.
boot-again = Tentar de novo
boot-network = A página não chegou completa
boot-network-what = Veja se tem ligação à internet e tente de novo. Nada se perdeu, e nenhuma abertura foi contada.
boot-old = Este navegador não consegue mostrar a página
boot-old-what = É demasiado antigo, ou tem desligado algo de que a página precisa. Abra o mesmo endereço noutro navegador: copie-o aqui, abra uma versão atual do Chrome, Edge, Firefox ou Safari e cole-o em cima, na barra de endereço. Nada se perdeu, e nenhuma abertura foi contada.
boot-address = O endereço desta página
boot-copy = Copiar o endereço
boot-copied = Copiado
boot-failed = Esta página não conseguiu arrancar
boot-failed-what = Tente de novo. Se não resultar, abra o endereço noutro navegador atual. Nada se perdeu, e nenhuma abertura foi contada.
boot-no-script = Esta página fecha e abre os ficheiros dentro do seu navegador, e para isso precisa de JavaScript. Permita o JavaScript para este site nas definições do navegador e volte a carregar a página.
boot-nothing = Não aparece nada? Volte a carregar esta página.
boot-full = Neste momento há muitas pessoas aqui
boot-full-what = Espere um minuto e tente de novo. Nada se perdeu, e nenhuma abertura foi contada.
boot-full-again = Esta página volta a tentar sozinha.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Vem mesmo de nós?
check-call = Ligue para { $telephone } e pergunte pelas duas palavras. Devem ser:
check-ask = Pergunte pelas duas palavras à pessoa que lhe enviou o link. Devem ser:
check-other-number = Se já conhece outro número nosso, ligue antes para esse.
check-tell = Se lhe perguntarem se vem mesmo de si, diga as duas palavras:
check-words = As duas palavras: { $words }
call = Ligar
call-for-help = Se não conseguir continuar: { $telephone }
site-web = Sobre { $site }
network-away = Sem ligação à Internet. Quando voltar, continua-se daqui.
check-animals =
    albatroz urso abelha bisonte canário gato camaleão condor grilo crocodilo cervo golfinho libélula pato águia falcão
    flamingo raposa gazela geco girafa hamster lebre ouriço garça arenque cavalo iguana jaguar canguru coala leopardo leão
    lagarto lama lince marmota alce polvo avestruz lontra coruja panda papagaio pelicano pinguim pónei puma rena salmão
    sardinha gaivota caracol esquilo cisne tapir tigre tucano truta atum tartaruga unicórnio lobo zebra
check-things =
    âmbar âncora maçã damasco bambu barco ponte cacto castelo castanha canela relógio bússola cobre cristal diamante tambor
    flauta floresta chafariz jardim gengibre guitarra porto chapéu ilha jasmim lago lavanda folha limão farol manga mármore
    prado espelho lua montanha ninho oceano azeitona pérola lápis piano ananás planeta abóbora framboesa rio rosa açafrão
    prata neve colher estrela torre árvore tulipa vale baunilha veludo violino vulcão cascata

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB
rate = { $size }/s
percent = { $number }%
left-seconds = { $count ->
    [one] falta { $count } segundo
   *[other] faltam { $count } segundos
}
left-minutes = { $count ->
    [one] falta { $count } minuto
   *[other] faltam { $count } minutos
}
left-hours = { $count ->
    [one] falta { $count } hora
   *[other] faltam { $count } horas
}
lifetime-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
lifetime-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
lifetime-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}
date-today = hoje
date-yesterday = ontem
date-tomorrow = amanhã
date-and-time = { $day }, { $time }
progress-waiting = À espera da rede. Depois continua sozinho.

## Signing in
sign-in-title = Quem envia?
sign-in-lead = Daqui só pode enviar quem trabalha para { $site }. Quem recebe os ficheiros não precisa de conta.
sign-in = Entrar com { $site }
sign-in-invite = Para enviar, precisa de um convite
sign-in-invite-lead = Peça um link de convite ao seu serviço de informática e abra-o uma vez neste navegador. Quem recebe os ficheiros não precisa de conta.
sign-in-privacy = Esta página fica a saber que pode enviar, mas não o seu nome.
join-title = Tem um convite para enviar ficheiros
join-lead = Basta aceitá-lo uma vez neste navegador. Não há palavra-passe: o navegador lembra-se de que pode enviar.
join-privacy = O servidor não guarda o seu nome, nem o e-mail, nem o número de telefone.
join = Aceitar o convite
signing-in = A entrar…
own-shares = O que enviou
own-shares-lead = Apenas horas e estados: o servidor não conhece nomes nem conteúdos. Para ver mais, abra o link pessoal que recebeu quando enviou.
own-shares-none = Ainda não enviou nada.
own-shares-more = Mostrar mais
own-share-sent = Enviado: { $moment }
own-share-begun = Iniciado: { $moment }
own-share-links = { $count ->
    [one] { $count } link
   *[other] { $count } links
}
own-share-opens = { $count ->
    [0] por abrir
    [one] aberto uma vez
   *[other] aberto { $count } vezes
}
own-share-live = pode ser aberto
own-share-unfinished = por terminar
own-share-over = terminado
own-share-erased = apagado
signed-in-as = A sua sessão está iniciada.
sign-out = Sair
purpose-label = Para que serve

## Sharing
share-title = Enviar ficheiros em segurança
share-lead = Os seus ficheiros são fechados à chave neste navegador antes de saírem dele. Nós não os podemos ler.
share-note = Os seus ficheiros são apagados quando o link termina, ou antes, se os retirar. Quem os recebe não precisa de conta.
choose-files = Escolher ficheiros
take-photo = Tirar uma fotografia
add-files = Juntar ficheiros
drop-here = Largue aqui os ficheiros
choose-here = O que deseja enviar?
what-to-send = Fotografias, PDF, vídeos, digitalizações, até { $size } no total
remove-file = Remover { $name }
settings = Limites e mensagem
from-label = De
note-label = Mensagem
optional = (opcional)
lifetime-label = O link é válido durante
opens-label = Pode ser aberto
opens-any = sem limite
opens-times = { $count ->
    [one] uma vez
   *[other] { $count } vezes
}
openings = { $count ->
    [one] { $count } abertura
   *[other] { $count } aberturas
}
openings-any = aberturas sem limite
lock = { $count ->
    [one] Fechar à chave e criar o link
   *[other] Fechar à chave e criar os links
}

## For whom
for-whom = Para quem
recipient-label = Quem recebe
recipient-label-note = (só visível para si)
recipient-example = Dra. Silva
recipient-number = Pessoa { $number }
add-recipient = Acrescentar outra pessoa
change = Alterar
change-of = Alterar: { $name }
lock-label = Segunda fechadura
lock-none = nenhuma
lock-code = código de 6 dígitos
lock-passphrase = palavra-passe
lock-birth = data de nascimento
lock-none-note = Quem tem o link pode abrir os ficheiros.
lock-code-note = Com o link recebe um código. Diga-o por telefone, ou envie-o por outro tipo de mensagem.
lock-passphrase-of = Palavra-passe
lock-passphrase-note = Pelo menos 6 caracteres. Maiúsculas ou minúsculas, tanto faz.
lock-birth-of = A data de nascimento de quem recebe
lock-birth-note = Outras pessoas podem sabê-la: um código é mais seguro.
view-only = Só ver, sem guardar
view-only-honest = A página não oferece então nem guardar nem imprimir. Nada pode impedir uma fotografia do ecrã.
view-only-not-shown = Provavelmente não é possível mostrar { $name } na página. Quem só pode ver não o conseguiria abrir.
only-to-look = só para ver
own-limits = Outros limites para esta pessoa
bad-code = O código tem seis dígitos.
bad-passphrase-short = A palavra-passe tem pelo menos 6 caracteres.
bad-passphrase-long = A palavra-passe é demasiado longa.
bad-date = Indique o dia, o mês e o ano, como em { $date }.
date-day = Dia
date-month = Mês
date-year = Ano

## Sending
sending-title = A fechar à chave e a enviar
sending-begins = A preparar…
sending-note = Mantenha este separador aberto até terminar. Entretanto pode ver outro.

## Sent
sent-title = Pronto a enviar
sent-lead = { $count ->
    [one] Os seus ficheiros estão fechados à chave. Agora dê o link à pessoa a quem se destinam.
   *[other] Os seus ficheiros estão fechados à chave. Agora dê cada link à pessoa a quem se destina.
}
sent-lead-locked = 1. Envie o link. 2. Diga o código por outro meio.
link-title = O link
link-for = Link para { $name }
link-warning = Quem tem o link pode abrir os ficheiros. Confirme o número ou o endereço antes de o enviar.
copy-link = Copiar o link
lasts-openings = { $count ->
    [one] Pode ser aberto uma vez, até { $until }.
   *[other] Pode ser aberto { $count } vezes, até { $until }.
}
lasts-any = Pode ser aberto até { $until }.
made-view-only = Quem o abrir pode ver, mas não guardar nem imprimir.
message-subject = Um link seguro para si
message-text =
    Olá, aqui está um link seguro: { $link }
    Abre-se em qualquer navegador, sem aplicação e sem conta.
message-text-locked =
    Olá, aqui está um link seguro: { $link }
    Abre-se em qualquer navegador, sem aplicação e sem conta. O código chega à parte.
message-text-birth =
    Olá, aqui está um link seguro: { $link }
    Abre-se em qualquer navegador, sem aplicação e sem conta. Será pedida a sua data de nascimento.
code-title = Código, por telefone ou em pessoa
passphrase-title = Palavra-passe, por telefone ou em pessoa
code-note = { $count ->
    [one] Nunca na mesma mensagem do link. Depois de { $count } tentativa errada, o link fica bloqueado.
   *[other] Nunca na mesma mensagem do link. Depois de { $count } tentativas erradas, o link fica bloqueado.
}
birth-title = O link pede a data de nascimento
birth-note = { $count ->
    [one] Não a escreva na mensagem com o link. Depois de { $count } tentativa errada, o link fica bloqueado.
   *[other] Não a escreva na mensagem com o link. Depois de { $count } tentativas erradas, o link fica bloqueado.
}
copy-code = Copiar o código
copy-passphrase = Copiar a palavra-passe
code-subject = O seu código
code-message = Olá, este é o código que lhe será pedido: { $code }
passphrase-message = Olá, esta é a palavra-passe que lhe será pedida: { $passphrase }
other-way = O meio usado para o link não está disponível aqui. Escolha outro.
share-sheet = Partilhar…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = E-mail
by-qr = Código QR
qr-label = O link em código QR
qr-note = Aponte-lhe a câmara do outro telefone. Quem o conseguir ver pode abrir os ficheiros.
keep-title = Guarde isto para si
manage-link-title = O seu link pessoal
manage-link-note = Para ver quem abriu os ficheiros e para os retirar. Não o passe a ninguém e guarde-o bem: ninguém lho pode dar outra vez.
open-manage = Abrir
copy-manage = Copiar
keep-here = Lembrar neste dispositivo o que envio
keep-here-note = Só num dispositivo seu: quem usar este navegador poderá depois gerir o que enviou.
keep-here-impossible = Este navegador não guarda nada para esta página. Copie o link acima.
kept-here-note = Lembrado, fechado à chave, neste navegador. Se o desligar, aqui tudo é esquecido.
mine-title = Enviado deste dispositivo
mine-lead = Este navegador lembra-se por si. Esquecer aqui não retira nada: os links continuam a funcionar.
mine-none = Aqui não há nada lembrado
mine-none-lead = Depois de enviar, pode escolher que este dispositivo se lembre do que enviou.
forget = Esquecer
forget-of = Esquecer { $name }
forget-all = Esquecer tudo
send-again = Enviar outra coisa

## Opening
open-title = Enviaram-lhe algo
open-lead = Foi fechado à chave no dispositivo de quem o enviou, e só este link o abre.
open-lead-from = Da parte de uma pessoa de { $site }. Foi fechado à chave no dispositivo dessa pessoa, e só este link o abre.
open-lead-locked = Foi fechado à chave no dispositivo de quem o enviou. Só este link o abre, com o que lhe disseram ou o que sabe.
open-lead-locked-from = Da parte de uma pessoa de { $site }. Foi fechado à chave no dispositivo dessa pessoa. Só este link o abre, com o que lhe disseram ou o que sabe.
open = Abrir
opening = A abrir…
enter-code = O código que lhe deram
enter-passphrase = A palavra-passe que lhe deram
enter-birth = A sua data de nascimento
show = Mostrar
checking = A verificar. Demora um momento de propósito: assim ninguém pode adivinhar depressa.
wrong-code = Este não é o código.
wrong-passphrase = Esta não é a palavra-passe.
wrong-birth = Esta não é a data de nascimento que o link pede.
tries-left = { $count ->
    [0] Já não há tentativas.
    [one] Resta { $count } tentativa.
   *[other] Restam { $count } tentativas.
}
open-note = Sem conta e sem aplicação. Nada fica neste dispositivo, a não ser que o guarde.
open-view-only = Pode vê-lo aqui. Quem o enviou não oferece guardá-lo nem imprimi-lo.
open-note-view-only = Sem conta e sem aplicação. Nada fica neste dispositivo.
key-in-path = Este link foi alterado pelo caminho
key-in-path-what = Provavelmente foi o seu programa de e-mail ou o antivírus que o reescreveu, e por isso outros computadores viram a chave. Pode abri-lo na mesma. Se preferir ter a certeza, peça um link novo por SMS ou por chat a quem o enviou.
opened-note = Nada fica neste dispositivo, a não ser que o guarde.
opened-view-only = Pode ver, mas não guardar nem imprimir: foi o que escolheu quem o enviou. Nada fica neste dispositivo.
from-person = De
remains-now = Esta foi a última abertura. Guarde o que precisar antes de fechar a página.
remains-now-view-only = Esta foi a última abertura. Veja tudo antes de fechar a página.
remains-openings = { $count ->
    [one] Pode ser aberto mais uma vez, até { $until }.
   *[other] Pode ser aberto mais { $count } vezes, até { $until }.
}
remains-any = Pode voltar a ser aberto até { $until }.
save = Guardar
save-file = Guardar { $name }
save-all = Guardar todos os ficheiros
saving = A guardar
save-in-memory = Este ficheiro é grande para este navegador. Se não for possível guardá-lo, abra o link num computador.
saved = Guardado
look-at = Ver { $name }
text-of = Texto de { $name }
preview-failed = Não foi possível carregar a pré-visualização.
hidden = Oculto, para proteger o que foi enviado
hidden-what = Durante algum tempo não se fez nada aqui. Continua tudo aqui para si.
show-again = Mostrar de novo
look = Ver
not-shown-unknown = Este tipo de ficheiro não se mostra aqui
not-shown-unknown-what-to-do = Pode guardá-lo e abri-lo com um programa adequado.
not-shown-lies = Este ficheiro não é o que o nome diz
not-shown-lies-what-to-do = Guarde-o e abra-o só se o esperava. Em caso de dúvida, pergunte a quem o enviou.
not-shown-broken = Não é possível mostrar este ficheiro
not-shown-broken-what-to-do = Talvez esteja danificado, ou seja de um tipo que este navegador não conhece. Pode guardá-lo na mesma.
not-shown-too-large = Este ficheiro é demasiado grande para se mostrar aqui
not-shown-too-large-what-to-do = Pode guardá-lo e vê-lo no seu dispositivo.
pdf-locked = Este PDF pede uma palavra-passe própria
save-still = Pode guardá-lo na mesma.
view-only-no-way = Quem o enviou permite-lhe ver, mas não guardar. Peça-lhe um link com que o possa guardar.
picture-tools = Tamanho e rotação
larger = Maior
smaller = Mais pequeno
turn = Rodar para a direita
full-screen = Ecrã inteiro
picture-reduced = Mostra-se mais pequena do que foi enviada ({ $width } × { $height }).
picture-reduced-save = Guarde-a para ver todos os pormenores.
pages-count = { $count ->
    [one] { $count } página
   *[other] { $count } páginas
}
page-number = Página { $number }
page-failed = Não é possível mostrar esta página.
page-failed-save = Pode guardar o ficheiro na mesma.
print = Imprimir
print-preparing = A preparar a página { $number } de { $count }
print-failed = Não é possível imprimir aqui. Guarde o ficheiro e imprima-o a partir do seu dispositivo.
archive-name = Ficheiros.zip
viewer = Visualizador
viewer-position = { $number } de { $count }
previous = Anterior
next = Seguinte

## Managing
manage-title = O que aconteceu aos seus ficheiros
manage-heading = { $count ->
    [one] { $count } ficheiro, envio: { $day }
   *[other] { $count } ficheiros, envio: { $day }
}
manage-heading-erased = Envio: { $day }, depois apagado
erased-by = Será apagado o mais tardar: { $day }
erased-at = Apagado: { $moment }
recipients = Quem recebe
link-unnamed = O link que enviou
opens-of = { $opens } de { $max } aberturas usadas
opens-so-far = { $opens ->
    [0] ainda por abrir
    [one] aberto uma vez
   *[other] aberto { $opens } vezes
}
until = até { $moment }
ended = terminou: { $moment }
state-waiting = à espera
state-opened = aberto
state-expired = fora do prazo
state-exhausted = sem aberturas
state-revoked = retirado
state-locked = bloqueado
log-title = O que aconteceu
log-intact = registo íntegro
log-broken = registo alterado
log-broken-title = A partir da linha { $line }, este registo deixa de bater certo
log-broken-what = No servidor, houve linhas alteradas, retiradas ou trocadas depois de escritas. Avise quem gere este serviço e não confie no que se segue.
more-lines = { $count ->
    [one] Mostrar mais { $count } linha
   *[other] Mostrar mais { $count } linhas
}
event-created = O envio começou
event-sealed = Enviado: já pode ser aberto
event-link-added = { $name ->
    [0] Foi acrescentado um link
   *[other] Foi acrescentado um link para { $name }
}
event-landing = { $name ->
    [0] A página do link foi aberta; ainda não se mostrou nada
   *[other] A página do link para { $name } foi aberta; ainda não se mostrou nada
}
event-opened = { $name ->
    [0] O link foi aberto
   *[other] Aberto a partir do link para { $name }
}
event-refused = { $name ->
    [0] O link foi experimentado com um código ou uma chave que não serve
   *[other] O link para { $name } foi experimentado com um código ou uma chave que não serve
}
event-locked = { $name ->
    [0] Bloqueou o link
   *[other] Bloqueou o link para { $name }
}
event-locked-tries = { $name ->
    [0] O link ficou bloqueado depois de demasiadas tentativas erradas
   *[other] O link para { $name } ficou bloqueado depois de demasiadas tentativas erradas
}
event-unlocked = { $name ->
    [0] Desbloqueou o link
   *[other] Desbloqueou o link para { $name }
}
event-viewed = { $name ->
    [0] { $file } foi visto
   *[other] { $name } viu { $file }
}
event-saved = { $name ->
    [0] { $file } foi guardado
   *[other] { $name } guardou { $file }
}
event-key-in-path = { $name ->
    [0] Um filtro de e-mail alterou o link pelo caminho, e outros computadores viram a sua chave
   *[other] Um filtro de e-mail alterou o link para { $name } pelo caminho, e outros computadores viram a sua chave
}
event-extended = { $name ->
    [0] O link passou a ter mais tempo, até { $until }
   *[other] O link para { $name } passou a ter mais tempo, até { $until }
}
event-shortened = { $name ->
    [0] O link passou a ter menos tempo, até { $until }
   *[other] O link para { $name } passou a ter menos tempo, até { $until }
}
event-opens-raised = { $name ->
    [0] O link passou a ter mais aberturas
   *[other] O link para { $name } passou a ter mais aberturas
}
event-opens-lowered = { $name ->
    [0] O link passou a ter menos aberturas
   *[other] O link para { $name } passou a ter menos aberturas
}
event-revoked = { $name ->
    [0] Retirou o link
   *[other] Retirou o link para { $name }
}
event-expired = { $name ->
    [0] O tempo do link terminou
   *[other] O tempo do link para { $name } terminou
}
event-exhausted = { $name ->
    [0] Foi usada a última abertura
   *[other] Foi usada a última abertura do link para { $name }
}
event-abandoned = O envio ficou por terminar
event-erased = Tudo foi apagado
save-csv = Guardar como tabela (CSV)
save-json = Guardar como JSON
as-it-is = como está
from-now-time = A partir de agora, o link é válido durante
from-now-opens = A partir de agora, pode ser aberto
opens-more = { $count ->
    [one] mais uma vez
   *[other] mais { $count } vezes
}
save-changes = Guardar as alterações
lock-now = Bloquear por agora
unlock = Desbloquear
reset-tries = Devolver todas as tentativas
take-back = Retirar este link
take-back-what = Este link deixa logo de funcionar, e para sempre. Os outros links continuam. O que alguém já tenha guardado fica com essa pessoa.
keep-link = Manter o link
make-link = Criar o link
erase = Retirar e apagar
erase-question = Retirar e apagar?
erase-what = O link deixa logo de funcionar e os ficheiros são apagados do servidor. O que alguém já tenha guardado fica com essa pessoa. Não é possível voltar atrás.
erase-now = Apagar agora
keep = Manter os ficheiros
show-receipt = Ver o comprovativo
receipt-title = Apagado. Já ninguém pode abrir o link.
receipt-when = Apagado
receipt-share = Número de referência
receipt-hash = Valor de controlo do registo
save-receipt = Guardar o comprovativo

## What the server can and cannot see
about-title = O que o servidor vê e não vê
about-lead = O seu navegador fecha os ficheiros à chave antes de os enviar. A chave está no link, na parte a seguir ao sinal #, que os navegadores nunca enviam a um servidor.
cannot-see = Não pode ver
cannot-see-files = o que está nos seus ficheiros
cannot-see-names = como se chamam e de que tipo são
cannot-see-words = o seu nome e a sua mensagem
cannot-see-key = a chave, e por isso nada que os possa abrir
can-see = Pode ver
can-see-size = mais ou menos quanto envia no total, arredondado para cima
can-see-times = quando algo é enviado, aberto e apagado, e que ficheiro, pelo seu número, foi visto ou guardado; quem envia também vê esta lista
can-see-limits = durante quanto tempo e quantas vezes o link pode ser aberto
can-see-network = o endereço de rede de quem envia e de quem abre, como qualquer site
about-how = Como funciona
about-how-sending = Para cada envio, o seu navegador cria uma chave nova, fecha os ficheiros com ela (AES-256-GCM) e envia só pedaços fechados. Nada pode ser aberto antes de todos terem chegado.
about-how-opening = Quem abre o link abre os ficheiros no seu próprio navegador. Se um programa de chat ou de e-mail só espreitar o link, não conta: só conta quando alguém carrega em «Abrir».
about-how-ending = Quando o tempo termina, quando todas as aberturas estão usadas ou quando retira o envio, os pedaços fechados são apagados.
about-limits = Do que não protege
about-limits-link = Quem ficar com o link pode abri-lo. Envie-o à pessoa certa, por um meio em que confia.
about-limits-page = A própria página vem deste servidor. Se alguém tomasse conta do servidor, poderia enviar uma página que revelasse a sua chave.
about-limits-copies = O que uma pessoa abriu pode ser guardado, copiado ou fotografado por ela. Retirar o envio não chega a essas cópias.

## Errors: links
error-link-no-key = Nesta página falta a chave
error-link-no-key-what-to-do = Toque outra vez no link da sua mensagem. Para sua segurança, a chave não é guardada quando a página volta a ser carregada. Se escreveu ou copiou o link, veja se está inteiro, com tudo o que vem a seguir ao sinal #.
error-link-cut-short = O link não está completo
error-link-cut-short-what-to-do = Falta o fim. Volte à mensagem e toque no link aí, ou copie-o todo. Se também aí estiver incompleto, peça a quem o enviou que o mande outra vez.
error-link-altered = O link foi alterado pelo caminho
error-link-altered-what-to-do = Um ou mais caracteres não estão certos. Volte à mensagem e toque no link aí. Se não resultar, peça a quem o enviou que o mande outra vez.
error-link-newer = O link é de um tipo mais recente
error-link-newer-what-to-do = Volte a carregar esta página. Se não resultar, peça a quem o enviou que o mande outra vez.
error-link-unreadable = Este não é um link inteiro
error-link-unreadable-what-to-do = Volte à mensagem e toque no link aí, ou copie-o todo.
error-page-not-found = Não há nada neste endereço
error-page-not-found-what-to-do = Confirme o endereço. Se alguém lhe enviou um link, toque nele outra vez na mensagem.

## Errors: the browser
error-insecure = Esta página não foi aberta por uma ligação segura
error-insecure-what-to-do = Os navegadores só fecham e abrem ficheiros em páginas seguras. Abra outra vez o endereço com https:// no início. Se não resultar, avise quem gere este serviço. Nada foi enviado.
error-no-cipher = Este navegador não consegue fechar nem abrir ficheiros
error-no-cipher-what-to-do = Use uma versão atual do Chrome, Edge, Firefox ou Safari, num endereço que comece por https://. Nada foi contado nem perdido.

## Errors: network and server
error-no-answer = O servidor não responde
error-no-answer-what-to-do = Veja se tem ligação à internet e tente de novo. Nada se perdeu.
error-server = Algo não correu bem no servidor
error-server-what-to-do = Tente de novo daqui a alguns minutos. Se voltar a acontecer, avise quem gere este serviço.
error-busy = O servidor tem agora demasiado que fazer
error-busy-what-to-do = Espere um minuto e tente de novo. Nada se perdeu.
error-too-many-requests = Demasiadas tentativas em pouco tempo
error-too-many-requests-what-to-do = Espere alguns minutos e tente de novo. Nada se perdeu. Talvez as tentativas sejam de outras pessoas na mesma rede.
error-quota-exceeded = Já não há espaço para novos envios
error-quota-exceeded-what-to-do = Nada foi enviado. Apague o que já não é preciso, ou peça mais espaço a quem gere este serviço.
error-storage-full = O servidor já não tem espaço
error-storage-full-what-to-do = Nada foi enviado. Avise quem gere este serviço e tente de novo mais tarde.
error-forbidden = Este link não o permite
error-forbidden-what-to-do = A chave dele não serve. Abra outra vez o link tal como o recebeu ou guardou.
error-sign-in-required = Primeiro é preciso entrar
error-sign-in-required-what-to-do = A sessão só dura algum tempo. Abra a página inicial noutro separador e entre aí; o que escolheu aqui mantém-se. Depois tente de novo.
error-not-allowed = A sua conta não o permite
error-not-allowed-what-to-do = Se precisa disso para o seu trabalho, fale com quem gere este serviço.
error-sign-in-failed = Não foi possível entrar
error-sign-in-failed-what-to-do = Volte à página inicial e entre outra vez. Se voltar a acontecer, avise quem gere este serviço.
error-invite-over = Este convite não pode ser usado
error-invite-over-what-to-do = Já foi usado, passou do prazo ou foi retirado, ou falta uma parte do link. Peça um novo a quem lho enviou.
error-cancelled = Cancelado
error-cancelled-what-to-do = Pode recomeçar quando quiser.

## Errors: sending
error-no-files = Não há nenhum ficheiro escolhido
error-no-files-what-to-do = Escolha pelo menos um ficheiro.
error-too-many-files = São demasiados ficheiros para um só link
error-too-many-files-what-to-do = Remova alguns e envie-os com um segundo link, ou junte-os antes num só ficheiro ZIP.
error-too-large = Juntos, os ficheiros são demasiado grandes
error-too-large-what-to-do = Remova alguns e envie-os com um segundo link. Ainda não foi enviado nada.
error-limit-not-allowed = O servidor não permite estes limites
error-limit-not-allowed-what-to-do = Escolha menos tempo ou menos aberturas. O que escolheu continua aqui.
error-factor-required = É precisa uma segunda fechadura
error-factor-required-what-to-do = A sua organização pede um código ou uma palavra-passe em cada link. Acrescente um. O que escolheu continua aqui.
error-purpose-required = Indique para que serve
error-purpose-required-what-to-do = A sua organização pede um motivo para tudo o que se envia. Só quem recebe o pode ler. O que escolheu continua aqui.
error-not-confirmed = O servidor não confirmou o fecho
error-not-confirmed-what-to-do = Por isso não foi criado nenhum link, e o que tinha sido enviado está apagado. Tente de novo. Se voltar a acontecer, avise quem gere este serviço.
error-file-changed = Um ficheiro mudou ou já não pode ser lido
error-file-changed-what-to-do = Talvez tenha sido guardado de novo, movido ou eliminado depois de o escolher. Remova-o da lista, escolha-o outra vez e tente de novo.
error-folder = Não é possível enviar pastas
error-folder-what-to-do = Escolha antes os ficheiros da pasta, ou ponha primeiro a pasta num só ficheiro ZIP.
error-shared-lost = O que partilhou não chegou
error-shared-lost-what-to-do = Escolha-o aqui outra vez. Nada foi enviado.

## Errors: opening
error-expired = O tempo deste link terminou
error-expired-what-to-do = Os ficheiros foram apagados, para os proteger. Se ainda precisar deles, peça um link novo a quem os enviou.
error-exhausted = Este link já foi aberto todas as vezes permitidas
error-exhausted-what-to-do = Se não foi uma abertura sua, diga-o a quem enviou o link: essa pessoa pode ver quando foi aberto. Se ainda precisar dos ficheiros, peça-lhe um link novo.
error-revoked = O envio foi retirado
error-revoked-what-to-do = Quem o enviou retirou-o, e os ficheiros já não estão aqui. Se ainda precisar deles, pergunte a essa pessoa.
error-unknown-link = Este link não leva a nada
error-unknown-link-what-to-do = Talvez tenha terminado há algum tempo, ou algum carácter não esteja certo. Toque outra vez no link da sua mensagem, ou peça um novo a quem o enviou.
error-unknown-share = Não há nada por trás deste link
error-unknown-share-what-to-do = Talvez tenha sido apagado há algum tempo, ou algum carácter do link não esteja certo. Abra-o outra vez tal como o guardou.
error-wrong-proof = A chave deste link não serve
error-wrong-proof-what-to-do = Provavelmente uma parte do link mudou pelo caminho. Toque outra vez no link da sua mensagem, ou peça a quem o enviou que o mande outra vez. Nenhuma abertura foi contada.
error-wrong-factor = Assim não abre
error-wrong-factor-what-to-do = Confirme o que lhe disseram e tente de novo. Nenhuma abertura foi contada.
error-locked = Este link está bloqueado
error-locked-what-to-do = Foi bloqueado por quem o enviou, ou bloqueou-se sozinho depois de várias tentativas erradas, para proteger os ficheiros. Telefone a quem o enviou ou ao hospital: podem desbloqueá-lo. Nada se perdeu.
error-lease-over = O tempo para ver terminou
error-lease-over-what-to-do = Toque outra vez no link da sua mensagem para o abrir de novo, se ainda restarem aberturas.
error-damaged = O que chegou não é o que foi enviado
error-damaged-what-to-do = Foi alterado ou danificou-se pelo caminho, e por isso não é mostrado. Peça a quem o enviou que o mande outra vez, e avise quem gere este serviço.
error-newer-version = Isto foi feito com uma versão mais recente
error-newer-version-what-to-do = Volte a carregar a página tocando outra vez no link da sua mensagem. Se não resultar, avise quem gere este serviço.
error-cannot-save = Não foi possível guardar o ficheiro
error-cannot-save-what-to-do = Talvez haja pouco espaço neste dispositivo, ou não seja permitido guardar. Liberte algum espaço ou use outro navegador, e tente de novo. Aplicações como o Instagram ou o Facebook muitas vezes não deixam guardar no seu navegador interno: volte à mensagem, copie o link e cole-o no Chrome, no Firefox ou no Safari. Conta como mais uma abertura.
