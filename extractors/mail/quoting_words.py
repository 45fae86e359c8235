"""The words that mail programs put around what they pass on, language by language.

Each constant is an alternative of a regular expression. Programs write them in the
language of whoever uses them; what none of these lists holds is known by its shape.
"""

FROM = (
    r"from|sender|von|absender|de|exp[ée]diteur|remitente|da|mittente|van|afzender|från"
    r"|fra|od|nadawca|odes[ií]latel|odosielate[ľl]|feladó|lähettäjä|saatja|nuo|expeditor"
    r"|kimden|gönderen|dari|từ|από|от|от кого|від|від кого|מאת|من|发件人|寄件者|寄件人"
    r"|差出人|送信者|보낸 ?사람"
)
SENT = (
    r"sent|date|date sent|gesendet|datum|envoy[ée]e?|date d.envoi"
    r"|enviad[oa](?: el| em)?|fecha|inviat[oa]|data|verzonden|skickat|sendt|dato"
    r"|wys[łl]ano|odesláno|odoslané"
    r"|dátum|elküldve|küldve|lähetetty|päivä|päiväys|päivämäärä|saadetud|išsiųsta"
    r"|trimis|tarih|gönderme tarihi|gönderildi|dikirim|tanggal|ngày|ημερομηνία"
    r"|στάλθηκε|отправлено|дата|надіслано|נשלח|תאריך|تاريخ|日期|发送时间|時間|傳送時間"
    r"|送信日時|日付|日時|보낸 ?날짜|날짜"
)
TO = (
    r"to|cc|bcc|an|kopie|à|a|para|cópia|copia|per|aan|till|til|kopia|do|dw|komu|kopi"
    r"|címzett|vastaanottaja|kopio|către|catre|kime|al\u0131c\u0131|bilgi|kepada|đến|προς|κοιν"
    r"|кому|копия|копія|אל|إلى|收件人|收件者|抄送|副本|宛先|받는 ?사람|참조"
)
SUBJECT = (
    r"subject|betreff|objet|sujet|asunto|oggetto|onderwerp|ämne|emne|assunto|temat"
    r"|p[řr]edm[ěe]t|predmet|tárgy|aihe|teema|tema|subiect|konu|perihal|subjek|chủ đề"
    r"|θέμα|тема|נושא|الموضوع|主题|主旨|主題|件名|제목"
)
WROTE = (
    r"wrote|writes|schrieb|a [ée]crit|escribi[óo]|escreveu|ha scritto|schreef|skrev"
    r"|napisa[łl](?:a|\(a\))?|napsala?|napísala?|írta|kirjoitti|kirjutas|rašė|a scris"
    r"|yazd\u0131|şunlar\u0131 yazd\u0131|menulis|đã viết|έγραψε|написала?|пишет|пише"
    r"|כתב|كتب|写道|寫道|書きました|작성"
)
PASSED_ON = (
    r"forwarded (?:message|mail|e-?mail|by)|original (?:message|mail|e-?mail)"
    r"|weitergeleitete (?:nachricht|e-?mail|mail)|weitergeleitet von|originalnachricht"
    r"|urspr(?:ü|u|ue)ngliche (?:nachricht|e-?mail|mail)"
    r"|message (?:transf[ée]r[ée]|d.origine|original)|transf[ée]r[ée] par"
    r"|mensaje (?:reenviado|original)|reenviado por"
    r"|messaggio (?:inoltrato|originale|originario)|inoltrato da"
    r"|doorgestuurd (?:bericht|door)|oorspronkelijk bericht"
    r"|mensagem (?:encaminhada|reencaminhada|original)|(?:re)?encaminhad[ao] por"
    r"|vidarebefordra\w*|ursprungligt meddelande|videresen\w+|opprinnelig melding"
    r"|oprindelig (?:meddelelse|besked)|(?:przekazana|oryginalna|przes[łl]ana) wiadomo"
    r"|wiadomo(?:ść|sc) (?:przekazana|oryginalna)|p[řr]eposlan|p[ůu]vodn[íi] zpr"
    r"|továbbított|eredeti üzenet|välitetty|alkuperäinen viesti|iletilen|orijinal"
    r"|mesaj (?:redirec|transmis|original)|pesan (?:yang )?diteruskan|προωθημένο"
    r"|пересыла|переслан|исходное|转发的?(?:邮件|信息)|原始(?:邮件|郵件)|轉寄|転送"
    r"|元のメッセージ|전달된|원본 메시지"
)
FORWARDS = frozenset(
    {
        *("fw", "fwd", "wg", "tr", "rv", "enc", "res-enc", "i", "doorst", "vb", "vs"),
        *("vl", "pd", "tov", "továbbítás", "trs", "ilt", "i\u0307lt", "yml", "πρθ"),
        *("προώθ", "пересл", "转发", "轉寄", "転送", "전달", "הועבר", "forward"),
        *("forwarded", "weitergeleitet"),
    }
)
"""Beginnings of a subject, in small letters, by which a mail says it is passed on."""
ANSWERS = frozenset(
    {
        *("re", "aw", "sv", "antw", "r", "rif", "res", "resp", "rép", "odp", "vá"),
        *(
            "ad",
            "ynt",
            "bls",
            "atb",
            "απ",
            "отв",
            "答复",
            "回复",
            "回覆",
            "返信",
            "답장",
        ),
    }
)
"""Beginnings that an answer has; what stands behind may be a forward all the same."""
