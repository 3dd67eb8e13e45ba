"""Spanish, Portuguese, French and Italian words around articles."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.vocabulary.language import Language

SPANISH = Language(
    services="correo(?: electrónico)? | menéame",
    states="""
        (?:este|el) v[ií]deo no (?:(?:se )?(?:puede|pudo) (?:reproducir|cargar|mostrar)|está disponible)\\b.{0,30} | cargando (?:el )?v[ií]deo.{0,8}
        (?:los |las |este |el )?(?:puntos clave|claves|resumen|traducción)\\b.{0,24}(?:generad|elaborad|cread|hech|resumid)[oa]s? (?:por|con|mediante) .{0,16}(?:ia|inteligencia artificial)\\b.{0,60}
        (?:te|le|os) (?:recomendamos|proponemos).{0,20} | ¿?(?:has visto|has encontrado|encontraste|encontró|hay) (?:un|algún) (?:error|fallo).{0,60} | (?:reportar|reporta|notificar|informar de|avisar de) (?:un )?(?:error|errata).{0,30} | sé el primero en .{3,40} | (?:inicia|inicie) sesión para .{3,50}
        (?:siga|sigue|síguelo) (?:en directo|en vivo|al minuto|la última hora)\\b.{0,110} | sigue (?:toda )?la (?:información|actualidad) .{3,110} | (?:sígueme|síguenos|síganos) (?:en|también).{2,80} | ver (?:versión completa|todas?.{0,24}|galería.{0,24}|más noticias|comentarios.{0,12}) | compart(?:ir|e) (?:en|esta|este|la|el) .{2,30} | guardar (?:noticia|artículo) | escuchar (?:noticia|artículo|esta|este).{0,24}
        resumen (?:con|por|generado).{2,40} | (?:tiempo|minutos) de lectura.{0,16} | lectura (?:de )?\\d+ min.{0,8} | aceptar (?:todo|todas|cookies|y cerrar|y seguir).{0,12} | (?:gestionar|configurar|administrar) (?:cookies|opciones|preferencias) | con información de .{2,60} | fuente ?: .{2,60} | imagen de archivo.{0,40} | pulsa?e? aquí.{0,60}
        volver (?:arriba|al inicio|a portada) | cargar más.{0,20} | (?:siguiente|anterior) (?:noticia|artículo) | (?:noticia|artículo) (?:siguiente|anterior) | (?:esta|este) (?:noticia|artículo|contenido) (?:te ha|le ha) .{3,40} | normas de participación.{0,20} | (?:quiero|deseo) recibir .{3,60} | introduce tu (?:e-?mail|correo).{0,20} | (?:abrir|ver) en la app | recibe .{0,40}en tu (?:correo|e-?mail|bandeja|móvil).{0,60}
        ir a (?:los )?comentarios | si continúas leyendo .{3,90} | tu suscripción .{3,80}
    """,
    buttons="""
        compart(?:ir|e) | copiar(?: el)? enlace | enlace(?: copiado)? | guardar | imprimir | escuchar | enviar | tuitear
        comentar | comentarios | seguir | cerrar | aceptar(?: todo)? | rechazar(?: todo)? | configurar | menú | buscar | en | por | con | a | y | o
        el | la | este | esta | artículo | noticia | leer más tarde | normas | regalar | volver arriba
    """,
    urges="""
        suscr[ií]b(?:e|a|i)(?:te|se|rse|rte)? | reg[ií]str(?:a|e|ar)(?:te|se)? | inici(?:a|e|ar) | acced[ea]r? | [úu]ne(?:te|rse) | únase
        s[ií]gue(?:nos|lo)? | síganos | siga | descarg(?:a|ue|ar) | le(?:e|a|er) | contin(?:úa|úe|uar) | disfrut[ae]
        recib[eai]r? | apúnt[ae](?:te|se) | hazte | hágase | conviérte(?:te|se) | apoy[ae] | don[ae] | colabor[ae] | activ[ae]
        acept[ae] | (?:haz|haga) clic | puls[ae] | consult[ae] | conoce | mira | vea | puedes | escrib[ea] | añade | elige
        para (?:seguir|continuar|leer|ver|acceder|comentar) | ya (?:eres|es|tienes|tiene) | ¿?(?:ya|aún|todavía|quier[eo]s?|tienes|eres|no) .{0,40}\\?
        este (?:artículo|contenido|reportaje) | contenido (?:exclusivo|para|disponible) | exclusivo para | has (?:leído|alcanzado|agotado)
        te quedan? | si (?:te ha gustado|quieres|ya) | no te pierdas | prueba | todas? (?:las|los) .{3,30} en tu | al (?:suscribir|registrar|pulsar|hacer clic)\\w*
        conforme a los criterios
    """,
    offers="""
        suscri(?:b|p|t)\\w* | newsletters? | bolet(?:ín|ines) | registr\\w+ | sesión | cuenta | gratis | gratuit[ao]s? | sin límites
        ilimitad[ao]s? | exclusiv[ao]s? | premium | canal(?:es)? | app | aplicación | alertas? | notificaciones | correo | soci[ao]s?
        oferta | artículos? (?:gratis|restantes) | acceso | periodismo | the trust project | lectores | leyendo | noticias | más información
    """,
    ours="nuestr[ao]s? | nos | este (?:artículo|contenido|sitio|reportaje) | newsletters? | bolet(?:ín|ines) | suscriptor(?:es)? | suscripción | exclusiv[ao]s? | premium | síguenos | leyendo | sin límites | gratis",
    yours="tu | tus | te | su correo | usted | eres | quieres | tienes | puedes | suscríbete | regístrate | únete | descárgate | inicia sesión",
    gates="(?:para|de) suscriptores | (?:seguir|continuar|sigue|continúa) leyendo | leer (?:el artículo completo|más)? | exclusivo para | sin límites | suscríbete para",
    consent="cookies? | privacidad | aviso legal | términos (?:y condiciones|de uso) | datos personales | consentimiento",
    consent_asks="este (?:sitio|contenido) | utilizamos | usamos | nuestr[ao]s? | acept\\w+ | rechaz\\w+ | configur\\w+ | tu | sus? | al (?:continuar|navegar|hacer clic|pulsar)",
    reports="""
        dij(?:o|eron) | según | afirm(?:ó|aron) | asegur(?:ó|aron) | explic(?:ó|aron) | anunci(?:ó|aron) | señal(?:ó|aron) | declar(?:ó|aron) | fue(?:ron)? | era[n]?
        había[n]? | ha(?:n)? (?:sido|dicho|anunciado|pedido) | añadió | indicó | sostuvo | reconoció | aprob(?:ó|aron) | mult(?:ó|aron)
    """,
    more="""
        (?:te|le|os) puede interesar | lea? (?:también|además) | ver (?:también|más) | más (?:leídas?|leído|noticias|información|sobre .{3,40}|en .{3,30}|contenidos?)
        lo más (?:visto|leído|comentado|compartido) | (?:noticias|artículos|contenidos?|notas) relacionad[ao]s? | relacionad[ao]s? | temas(?: relacionados)? | últim[ao]s? (?:noticias|hora)
        recomendad[ao]s?(?: para ti)? | también te puede (?:gustar|interesar) | otras noticias | sigue leyendo | archivado en | lee? también | destacad[ao]s?
        (?:te|le|os) podr[ií]a interesar | (?:te|le|os) recomendamos | las más (?:leídas|vistas) | lo último(?: de .{3,20})? | además en .{2,30} | en (?:portada|otros medios) | otros (?:artículos|temas|contenidos).{0,20} | leer también
    """,
    labels="""
        si continúas leyendo.{0,70} | tu suscripción se está.{0,50} | sobre la firma | ver biografía | hazte soci[oa].{0,40} | ¿has visto un error\\?.{0,12} | aceptar y continuar | configurar cookies | desde \\d.{0,30}(?:mes|semana|año)
        suscríbete | iniciar? sesión | regístrate(?: gratis)? | newsletters? | aviso legal | política de (?:privacidad|cookies) | inicio | portada
        contenido patrocinado | ir al contenido | contacto | publicidad | síguenos(?: en .{2,40})? | solo para suscriptores | contenido exclusivo para suscriptores
    """,
    inline="(?:lea?|leer|ver) (?:también|más) | (?:te|le) puede interesar | más información",
    more_before="(?:foto)?galer[ií]a(?: de fotos)? | p[óo]dcast | v[ií]deo | en imágenes | (?:lea?|ver|leer|mira|vea) (?:también|además|más) | (?:te|le) puede interesar | puedes ver | etiquetas | temas | etiquetado | archivado en | más información | en fotos | relacionad[ao]s? | no te pierdas",
    comments="\\d* ?comentarios? | (?:deja|escribe|añade) (?:un|tu) comentario | ver comentarios | comenta(?:r)?(?: esta noticia)? | normas .{0,3}",
    counts="\\d[\\d.,]* (?:compartid[ao]s?|vistas|lecturas|me gusta)",
    photo="fotos? | foto(?:grafía)?s? | imágen(?:es)? | imagen | vídeos? | ilustración | gráficos?",
    credited="de | cortesía(?: de)?",
    agencies="efe | europa press | notimex | telam | télam",
    time_words="publicado | actualizado | act | hora | el | a las? | lectura | de | minutos? | h | madrid | lunes | martes | miércoles | jueves | viernes | sábado | domingo | última | actualización",
    byline="[Pp]or [A-ZÁÉÍÓÚÑ][\\wáéíóúñ.’'-]*(?: (?:de|del|la|y|[A-ZÁÉÍÓÚÑ][\\wáéíóúñ.’'-]*)){0,6} | (?i:redacción|agencias?)(?: [A-ZÁÉÍÓÚ]\\w+)? | (?i:texto|autora?|edición|traducción)[: ]+[A-ZÁÉÍÓÚÑ].{2,50}",
    ad="publicidad | anuncio | patrocinado | contenido patrocinado | (?:el artículo|la noticia) continúa .{3,40}",
    rights="(?:todos los )?derechos reservados | prohibida (?:su|la) reproducción",
)

PORTUGUESE = Language(
    services="e-mail | correio",
    buttons="compartilhar?(?:e)? | partilhar? | copiar link | salvar | guardar | imprimir | ouvir | enviar | comentar | fechar | aceitar | recusar | no | por | este | artigo | notícia",
    urges="""
        assine | inscreva-se | cadastre-se | registe-se | siga(?:-nos)? | entre | faça (?:login|parte|o seu) | baixe | receba | continue | leia | acesse
        torne-se | apoie | clique | participe | já (?:é|tem) | este (?:conteúdo|artigo) | conteúdo (?:exclusivo|restrito) | para (?:continuar|ler) | você (?:ainda )?(?:tem|leu|atingiu)
    """,
    offers="assin\\w+ | newsletters? | cadastr\\w+ | login | conta | grátis | gratuit[ao]s? | ilimitad[ao] | exclusiv[ao]s? | canal | aplicativo | app | notificações | acesso | lendo | a ler | notícias",
    ours="noss[ao]s? | este (?:conteúdo|artigo|site) | newsletters? | assinantes? | exclusiv[ao]s? | grátis",
    yours="você | seu | sua | te | inscreva-se | assine | cadastre-se",
    gates="(?:para|de) assinantes | continu(?:e|ar) (?:lendo|a ler) | conteúdo (?:exclusivo|restrito)",
    consent="cookies? | privacidade | termos de uso | dados pessoais",
    consent_asks="este site | utilizamos | usamos | noss[ao]s? | aceit\\w+ | recus\\w+ | ao (?:continuar|navegar|clicar)",
    reports="disse(?:ram)? | segundo | afirm(?:ou|aram) | explic(?:ou|aram) | anunci(?:ou|aram) | foi | foram | era[m]? | havia | acrescentou",
    more="""
        leia (?:também|mais) | saiba mais | veja (?:também|mais) | mais (?:lidas?|vistas?|notícias|sobre .{3,40}) | notícias relacionadas | relacionad[ao]s? | recomendad[ao]s?
        últimas(?: notícias)? | pode (?:lhe|te)? ?interessar
    """,
    labels="assine | entrar | newsletter | início | política de privacidade | contato | siga-nos",
    inline="leia (?:também|mais) | veja (?:também|mais) | saiba mais",
    more_before="leia (?:também|mais) | veja (?:também|mais) | saiba mais | tags? | etiquetas",
    comments="\\d* ?comentários? | deixe (?:um|seu) comentário",
    photo="foto(?:grafia)?s? | imagem | imagens | crédito | reprodução",
    agencies="lusa | agência brasil | folhapress",
    time_words="publicado | atualizado | em | às | atualização | (?:segunda|terça|quarta|quinta|sexta)-feira | min de leitura",
    ad="publicidade | anúncio | patrocinado | continua (?:após|depois) .{3,30}",
    rights="todos os direitos reservados",
)

FRENCH = Language(
    states="""
        (?:cette|la) vidéo (?:n['’]est (?:pas|plus) disponible|ne peut (?:pas )?être (?:lue|chargée|affichée))\\b.{0,40} | chargement de la vidéo.{0,8}
        (?:les |ce |cette |le )?(?:points (?:clés|essentiels)|résumé|traduction)\\b.{0,24}(?:généré|réalisé|rédigé|produit|résumé)e?s? (?:par|avec|à l['’]aide) .{0,20}(?:ia|intelligence artificielle)\\b.{0,60}
        (?:photo|image|vidéo) (?:d['’]illustration|d['’]archives?|prétexte) | (?:la )?rédaction | (?:inscription|s['’]inscrire|abonnez-vous) à (?:la|notre|nos) (?:newsletters?|lettre.{0,16}) | publié(?:e)? (?:hier|aujourd['’]hui)(?: à .{2,12})? | afficher le contenu | (?:charger|voir) le contenu externe
        (?:(?:saisir|entrer|indiquez|entrez|saisissez) )?(?:votre )?(?:adresse )?e-?mail(?: \\(obligatoire\\))? | votre adresse (?:e-?mail|électronique|de courriel)
        (?:tout )?(?:accepter|refuser)(?: tout| les cookies| et (?:fermer|continuer))? | continuer sans accepter | (?:notre )?newsletter « .{2,40} »
        la rédaction (?:vous (?:conseille|recommande|propose)|recommande).{0,20} | je m['’](?:inscris|identifie|connecte) | (?:s['’]identifier|créer (?:un|mon) compte|valider) | (?:une|cette) (?:erreur|faute|coquille) dans (?:cet |l['’])article.{0,60} | (?:je )?signal(?:er|ez|e) (?:une? (?:erreur|abus|contenu|faute|problème|coquille)|cet? (?:contenu|commentaire|article)|à la modération).{0,50} | signale[rz](?:-l[ea])?(?:[- ]nous)?
        (?:cet article|ce contenu|cette info(?:rmation)?) vous a (?:plu|intéressée?|été utile).{0,60} | partagez(?:-l[ea])?\\b.{0,40} | (?:donnez|laissez|partagez) votre avis.{0,40} | soyez (?:le premier|la première|le premier ou la première) à .{3,40} | aucun commentaire.{0,30} | (?:écrire|poster|publier|ajouter) un commentaire | (?:poursuivre|reprendre) (?:la|votre) lecture.{0,30}
        offrir (?:cet |l['’]|un )article.{0,20} | lire plus tard | écouter (?:cet |l['’])article.{0,20} | ajouter (?:à|aux) (?:ma|mes|vos|votre) .{3,24} | il vous reste \\d+ articles?.{0,50} | (?:nous respectons|le respect de) votre vie privée.{0,40} | (?:paramétrer|gérer|personnaliser) (?:les cookies|mes choix|vos choix|mes cookies) | accepter et (?:continuer|fermer)
        (?:retrouvez|suivez|recevez) .{0,30}(?:l['’]actu(?:alité)?|nos (?:articles|infos|informations)|l['’]information|les infos)\\b.{0,80} | télécharge[rz] (?:notre|l['’]) ?appli.{0,50} | activez (?:les|vos) (?:notifications|alertes).{0,40} | (?:haut|bas) de page | retour à (?:l['’]accueil|la page .{3,20}) | page (?:suivante|précédente) | (?:charger|afficher|voir) (?:plus|la suite|tous).{0,24}
        (?:avec|source)\\W+(?:l['’])?(?:afp|ap|reuters|belga|ats|agences?)(?:(?: et |, ?)(?:l['’])?(?:afp|ap|reuters|belga|ats|agences?))* | (?:abonné|client) ?\\? (?:connectez-vous|identifiez-vous).{0,20} | (?:vous avez )?déjà un compte ?\\?.{0,40} | suivez-nous sur .{2,60}
    """,
    services="courriel | mail",
    buttons="""
        partager? | partagez | copier(?: le)? lien | lien(?: copié)? | enregistrer | sauvegarder | imprimer | écouter | envoyer | commenter | réagir
        fermer | accepter(?: tout)? | refuser(?: tout)? | paramétrer | menu | rechercher | sur | par | cet | cette | article | et | à | offrir | ajouter | favoris
        vos | contribuer | retour en haut
    """,
    urges="""
        abonnez-vous | s['’]abonner | je m['’]abonne | inscrivez-vous | s['’]inscrire | connectez-vous | se connecter | rejoignez | suivez | téléchargez
        recevez | découvrez | lisez | lire | profitez | soutenez | continuez | cliquez | retrouvez | réagissez | pour (?:lire|continuer|accéder|ne rien)
        déjà abonnée? | vous (?:avez|êtes|n['’]êtes|souhaitez|pouvez|aimerez) | pas encore | (?:cet|ce|la suite de cet?) (?:article|contenu) | la suite | il (?:vous )?reste | contenu (?:réservé|exclusif) | (?:article|édition) réservé
        essayez | accédez | débloquez | participez | activez | en (?:cliquant|poursuivant|vous (?:inscrivant|abonnant)) | notre (?:newsletter|sélection)
        toute l['’]actualité | chaque (?:matin|jour|semaine) | newsletters? .{3,40} : | nos lecteurs
    """,
    urges_last="s['’]inscrire | s['’]abonner | je m['’]abonne | se connecter | réservée? aux abonné[·.e(s)]* | à lire | connectez-vous",
    offers="""
        abonn\\w* | newsletters? | infolettres? | inscri\\w+ | connect\\w+ | compte | gratuit(?:e|ement|s)? | illimité[es]* | exclusi(?:f|ve)s? | premium
        chaîne | appli(?:cation)? | alertes? | notifications? | boîte mail | offre | accès | essai | notre journal\\w+ | lecteurs | cet article | l['’]actualité | whatsapp | commentaires?
    """,
    ours="notre | nos | nous | cet article | ce (?:contenu|site) | la suite (?:de cet|est réservée) | abonné(?:e|s|es)? | newsletters? | abonnez-vous | réservé | illimité",
    yours="votre | vos | vous | toi | ton | inscrivez-vous | abonnez-vous",
    gates="réservée?s? aux abonné[·.e(s)]* | lire la suite | la suite (?:de cet article )?est | reste .{1,20} (?:de cet article )?à lire | pour (?:lire|continuer)",
    consent="cookies? | vie privée | mentions légales | données personnelles | consentement | confidentialité | conditions générales",
    consent_asks="ce (?:site|contenu) | nous | notre | nos | vos? | votre | vous | accept(?:er|ez|é|ons) | refus(?:er|ez|é) | en (?:cliquant|poursuivant) | gérer",
    reports="""
        a (?:été|dit|déclaré|annoncé|affirmé|indiqué|estimé|jugé|expliqué|condamné|infligé|ajouté) | ont (?:été|dit|déclaré|annoncé|indiqué) | selon | avai(?:t|ent) | étai(?:t|ent)
        dit | disent | affirme | explique | estime | indique | assure | raconte | précise | d['’]après
    """,
    more="""
        vous aimerez aussi | (?:à )?lire (?:aussi|la suite|également) | à (?:lire|voir|écouter|découvrir)(?: (?:aussi|également))? | sur le même (?:sujet|thème) | (?:les )?plus (?:lus|vus|commentés|partagés)
        voir (?:aussi|plus) | dans la même rubrique | articles? (?:liés?|associés?|similaires|recommandés?) | nos lecteurs ont (?:aussi )?lu.{0,20} | pour aller plus loin | en savoir plus
        à la une | recommandés?(?: pour vous)? | le plus lu | dernières? (?:minute|infos?|actualités?|nouvelles) | en continu | notre sélection | thèmes? associés? | sujets? | dossiers?
        à ne pas (?:manquer|rater).{0,14} | pour approfondir | (?:ça|cela|ces articles|ces contenus) (?:peut|peuvent|pourrait|pourraient|devraient) (?:aussi )?vous (?:intéresser|plaire) | nos (?:derniers|autres|meilleurs) articles.{0,20} | les articles les plus .{3,20} | dans l['’]actualité | la rédaction (?:vous conseille|vous recommande|recommande) | articles? récents? | à découvrir aussi
    """,
    labels="""
        (?:offre spéciale|dès|à partir de|seulement)\\W{0,3}\\d.{0,40} | signaler une erreur | plan du site | l['’]essentiel de .{2,20}
        abonnez-vous | s['’]abonner | se connecter | newsletters? | mentions légales | (?:gérer mes|gestion des) cookies | accueil | contact | contenu sponsorisé | nous contacter
        (?:article )?réservé aux abonné[·.e(s)]* | suivez-nous(?: sur .{2,40})? | le monde application | aller au contenu | (?:lecture|temps de lecture)\\s*:? ?\\d+ ?min.?
    """,
    inline="(?:à )?lire (?:aussi|la suite|également) | à lire | voir aussi",
    more_before="diaporama | podcast | vidéo | (?:à )?lire (?:aussi|également) | à (?:lire|voir|écouter)(?: aussi)? | voir aussi | mots-clés | en savoir plus | sur le même sujet | en images | thèmes? | entretien | reportage | décryptage",
    comments="\\d* ?commentaires? | réagi(?:r|ssez)(?: à cet article)? | laisser un commentaire | (?:voir|lire) (?:les |tous les )?commentaires | \\d* ?réactions?",
    counts="\\d[\\d.,]* (?:partages?|vues|lectures)",
    photo="photos? | photographies? | crédits?(?: photo)? | illustration | images? | infographie | vidéo",
    credited="de | par | d'archives?",
    agencies="sipa(?: press)? | maxppp | abaca | belga | hans lucas",
    times="\\b\\d{1,2} ?h ?\\d{2}\\b",
    time_words="publié | mis(?:e)? à jour | modifié | le | à | de | temps | lecture | min(?:utes?)? | il y a | (?:lun|mar|mercre|jeu|vendre|same)di | dimanche | posté",
    byline="[Pp]ar [A-ZÉÈÀÂ][\\wéèêàâôîïç.’'-]*(?:[ ,]+(?:et|de|du|la|le|avec|à|(?:notre |nos )?envoyée?s? (?:spéciale?s?|spéciaux)|(?:notre )?correspondante?|[A-ZÉÈÀÂ][\\wéèêàâôîïç.’'-]*)){0,8}(?: ?\\([^()]{2,50}\\))? | (?i:texte|propos recueillis par|rédaction|avec)[: ]+[A-ZÉ].{2,50} | [A-Z][\\wé’' -]{2,30} avec (?:AFP|Reuters|AP)",
    ad="publicité | annonce | sponsorisé | contenus? (?:sponsorisés?(?: par .{2,30})?|partenaires?|(?:proposé|offert) par .{2,40}) | la suite après .{3,25}",
    rights="tous droits réservés | reproduction (?:interdite|même partielle)",
)

ITALIAN = Language(
    buttons="condividi(?:re)? | copia(?: il)? link | salva | stampa | ascolta | invia | commenta | chiudi | accetta | rifiuta | su | articolo",
    urges="abbonati | iscriviti | registrati | accedi | segui(?:ci)? | scarica | ricevi | leggi | continua | scopri | sostieni | hai già | sei già | per (?:continuare|leggere) | questo (?:articolo|contenuto) | contenuto riservato | diventa | attiva",
    offers="abbon\\w+ | newsletter | iscri\\w+ | registr\\w+ | account | gratis | gratuit[aoie] | illimitat[ao] | esclusiv[aoi]+ | canale | app | notifiche | accesso | lettori | notizie",
    ours="nostr[aoie] | questo (?:articolo|contenuto|sito) | abbonat[oi] | newsletter | seguici | esclusiv[aoi]+ | gratis",
    yours="tuo | tua | tuoi | ti | vuoi | hai | sei | iscriviti | abbonati | registrati",
    gates="(?:riservato )?agli abbonati | continua(?:re)? a leggere | per leggere",
    consent="cookie | privacy | dati personali | termini (?:e condizioni|di servizio)",
    consent_asks="questo sito | utilizziamo | usiamo | nostr[aoie] | accett\\w+ | rifiut\\w+ | cliccando | proseguendo",
    reports="ha (?:detto|dichiarato|annunciato|spiegato|aggiunto) | hanno | secondo | era(?:no)? | è stat[oa] | sono stat[ie]",
    more="leggi (?:anche|tutto|di più) | potrebbe interessarti.{0,10} | i più (?:letti|visti) | articoli correlati | vedi anche | approfondisci | ultime notizie | ti potrebbe interessare",
    labels="abbonati | accedi | newsletter | home | seguici(?: su .{2,30})?",
    inline="leggi (?:anche|tutto)",
    more_before="leggi anche | vedi anche | tag | argomenti | guarda anche",
    comments="\\d* ?commenti | lascia un commento",
    photo="foto | immagin[ei] | credit[oi]? | video",
    agencies="ansa | agi | adnkronos | lapresse",
    time_words="pubblicato | aggiornato | il | alle | ore | minuti di lettura",
    ad="pubblicità | annuncio | contenuto sponsorizzato",
    rights="riproduzione riservata | tutti i diritti riservati",
)

ROMANCE = (SPANISH, PORTUGUESE, FRENCH, ITALIAN)
