"""What web pages say around a text, in the languages of the archive's readers.

To add a language, add its words to each table; a word of one language may serve another.
"""

from __future__ import annotations

import re


def _any(*words: str) -> str:
    """An alternation of words that are written here with spaces, ``|`` between them."""
    found = [
        re.sub(r"[\s\u200c]+", r"[\\s\\u200c]*", w) for group in words for w in group.split("|")
    ]
    return "(?:" + "|".join(sorted(found, key=len, reverse=True)) + ")"


KEYWORDS = re.compile(
    r"(?:\W*)" + _any(
        "helpful keywords|keywords|key words|key terms|tags|tagged|tagged as|topics|subjects|"
        "related topics|explore more on these topics|filed under",
        "الكلمات المفتاحية|كلمات مفتاحية|الكلمات الدلالية|كلمات دلالية|الوسوم|وسوم|كلمات البحث|"
        "التسميات|مواضيع ذات صلة|موضوعات ذات صلة",
        "mots-clés|mots clés|mots-clefs|étiquettes|thèmes|sujets",
        "برچسب ها|برچسب‌های خبر|کلیدواژه ها|کلیدواژگان|کلید واژه ها|واژگان کلیدی|کلمات کلیدی",
        "palabras clave|etiquetas|temas|temas relacionados|archivado en",
        "وشە سەرەکییەکان|کلیلەوشەکان|وشە کلیلییەکان|تاگەکان|وشەی سەرەکی",
        "ключевые слова|теги|тэги|метки|темы",
        "关键词|关键字|标签|關鍵詞|關鍵字|標籤|キーワード|タグ|תגיות|תגים|מילות מפתח",
        "anahtar kelimeler|anahtar sözcükler|etiketler|ilgili konular",
        "schlagwörter|schlagworte|stichwörter|stichworte|schlüsselwörter|themen",
        "peyvên sereke|bêjeyên sereke|peyvên mifteyî|etîket|mijar",
        "کلیدی الفاظ|مطلوبہ الفاظ|ٹیگز|متعلقہ عنوانات",
    ) + r"\s*(?P<mark>[:：]|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
"""A label of keywords, with what stands behind it."""

BYLINE = re.compile(
    r"\W*(?:" + _any(
        "by|written by|story by|reported by|words by|posted by|published by",
        "بقلم|كتبه|كتبته|مرسلة بواسطة|نشر بواسطة|نُشر بواسطة|بواسطة",
        "par|publié par|propos recueillis par",
        "نوشتهٔ|نوشته ی|نوشته|به قلم|گزارش از|ارسال شده توسط|توسط", "por|texto de|publicado por",
        "نووسینی|لە نووسینی|ئامادەکردنی|لەلایەن",
        "von|eingestellt von|geschrieben von|verfasst von",
        "nivîsandina|ji aliyê", "از قلم", "gönderen", "מאת",
    ) + r"(?:\s*[:：/／|｜]\s*|\s+)|" + _any(
        "author|reporter|text|words|story", "كتب|كتبت|الكاتب|الكاتبة|المؤلف|تقرير|إعداد",
        "auteur|autrice|texte|propos recueillis",
        "نویسنده|خبرنگار|گزارش|تهیه و تنظیم", "autor|autora|texto|redacción",
        "نووسەر|ئامادەکردن|ڕاپۆرت|ن", "автор|авторы|текст|автор текста|корреспондент",
        "作者|撰文|文|本报记者|投稿者|執筆|筆者", "כתב|כתבה|כתבת",
        "yazan|yazar|haber|muhabir", "autorin|autor/in|bericht", "nivîskar|nûçe|nûçegihan",
        "تحریر|مصنف|رپورٹ|نامہ نگار",
    ) + r"\s*[:：/／|｜]\s*|(?:本[报報])?[记記]者[\s:：/／|｜]*)(?P<name>\S.*)",
    re.IGNORECASE,
)  # fmt: skip
"""A line that says who wrote the text; ``name`` may go on with a date."""

DATELINE = re.compile(
    r"\W*" + _any(
        "published on|published at|published|posted on|posted|date|first published|updated|"
        "last updated|last modified|modified",
        "نُشر في|نشر في|نُشر بتاريخ|تاريخ النشر|نشر|التاريخ|بتاريخ|آخر تحديث",
        "publié le|mis en ligne le|paru le|date|mis à jour le",
        "تاریخ انتشار|منتشر شده در|انتشار|تاریخ|به‌روزرسانی|به روز شده",
        "publicado el|publicado|fecha|actualizado el|publicado",
        "بڵاوکراوەتەوە لە|بڵاوکراوەتەوە|بەرواری بڵاوکردنەوە|بەروار|ڕێکەوت|نوێکراوەتەوە",
        "опубликовано|дата публикации|дата|обновлено",
        "发布时间|发表于|发布于|日期|時間|时间|更新时间|發布時間|發表於",
        "yayınlanma tarihi|yayın tarihi|yayınlanma|tarih|güncelleme|son güncelleme",
        "veröffentlicht am|veröffentlicht|zuletzt aktualisiert|erschienen am|stand|datum|"
        "aktualisiert am",
        "hat weşandin|dîroka weşanê|dîrok|nûkirin",
        "تاریخ اشاعت|شائع شدہ|اشاعت|تازہ کاری",
        "פורסם|פורסם ב|תאריך|עודכן|עודכן ב|公開日|掲載日|更新日|投稿日|配信",
    ) + r"\s*[:：]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)  # fmt: skip

UPDATED = re.compile(
    _any(
        "updated|last updated|last modified|modified", "آخر تحديث|تحديث", "mis à jour|modifié",
        "به‌روزرسانی|به روز شده|بروزرسانی|ویرایش", "actualizado", "نوێکراوەتەوە", "обновлено",
        "更新|修改", "עודכן", "güncelleme|güncellendi|güncellenme", "aktualisiert|geändert",
        "nûkirin", "تازہ کاری",
    ),
    re.IGNORECASE,
)  # fmt: skip
"""A date beside one of these is not the day of publication."""

SOURCE = re.compile(
    r"\W*" + _any(
        "source|originally published by|first published in", "المصدر|مصدر", "منبع", "fuente",
        "سەرچاوە", "источник", "来源|來源|来源于|出典|提供", "מקור",
        "kaynak", "quelle", "çavkanî", "ماخذ|بشکریہ",
    ) + r"\s*[:：]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)  # fmt: skip

NOISE = re.compile(
    r"(?:[\W\d]*" + _any(
        "share|share this|share on|share via|share this article|tweet|facebook|twitter|x|whatsapp|"
        "telegram|linkedin|email|e-mail|print|copy link|copy|save|pin it|follow us|subscribe|"
        "sign up|sign up for our newsletter|subscribe to our newsletter|sign in|"
        "log in|login|register|menu|search|home|skip to content|skip to main "
        "content|advertisement|ad|logo|image|photo|video|listen|read more|comments|comment|"
        "leave a comment|reply|close|next|previous|next article|previous article|back to top|top|"
        "accept|accept all|reject all|cookie settings|newsletter|donate|english|language",
        "شارك|شارك المقال|مشاركة|شارك على فيسبوك|غرّد|غرد|طباعة|نسخ الرابط|اشترك|القائمة|بحث|"
        "الرئيسية|إعلان|تسجيل الدخول|فيسبوك|تويتر|واتساب|تلغرام|تيليغرام|شعار|اقرأ أيضا|"
        "اقرأ أيضًا|المزيد|عربي|العربية|تعليقات|موافق|الصفحة الرئيسية",
        "partager|partager l'article|partager sur facebook|imprimer|s'abonner|menu|rechercher|"
        "accueil|publicité|se connecter|lire aussi|commentaires|accepter|copier le lien",
        "به اشتراک بگذارید|اشتراک گذاری|همرسانی|چاپ|نسخه چاپی|خانه|صفحه اصلی|صفحه نخست|منو|"
        "جستجو|جست‌وجو|تبلیغ|تبلیغات|ورود|ثبت نام|عضویت|فیس بوک|توییتر|تلگرام|واتساپ|بیشتر "
        "بخوانید|نظرات|کپی لینک|لوگو|می‌پذیرم|انتهای پیام",
        "compartir|compartir en facebook|imprimir|suscríbete|menú|buscar|inicio|portada|"
        "publicidad|iniciar sesión|lee también|comentarios|aceptar",
        "هاوبەشی بکە|بڵاوی بکەرەوە|چاپکردن|سەرەتا|پەڕەی سەرەکی|گەڕان|ڕیکلام|چوونەژوورەوە|"
        "فەیسبووک|تویتەر|زیاتر بخوێنەوە|پەسەندکردن|مێنیو",
        "поделиться|поделиться в соцсетях|распечатать|печать|подписаться|меню|поиск|главная|"
        "реклама|войти|читайте также|комментарии|принять|телеграм|вконтакте",
        "分享|分享到|分享到微博|打印|列印|订阅|訂閱|菜单|选单|搜索|搜尋|首页|首頁|广告|廣告|"
        "登录|登入|相关阅读|延伸阅读|评论|微信|微博|接受|扫一扫",
        "paylaş|facebook'ta paylaş|yazdır|abone ol|menü|ara|ana sayfa|anasayfa|reklam|giriş|"
        "giriş yap|ilgili haberler|yorumlar|kabul et|bağlantıyı kopyala",
        "teilen|auf facebook teilen|drucken|abonnieren|menü|suche|startseite|anzeige|werbung|"
        "anmelden|lesen sie auch|kommentare|akzeptieren|link kopieren",
        "parve bike|çap bike|serrûpel|destpêk|lêgerîn|reklam|têkeve|bipejirîne|menû",
        "شیئر کریں|شیئر|پرنٹ|سرورق|صفحہ اول|تلاش|اشتہار|لاگ ان|مزید پڑھیں|تبصرے|قبول کریں",
        "about us|contact|contact us|privacy policy|terms of use|من نحن|اتصل بنا|mentions légales|"
        "contactez-nous|درباره ما|تماس با ما|aviso legal|contacto|دەربارەی ئێمە|پەیوەندی|о нас|"
        "контакты|关于我们|联系我们|hakkımızda|künye|iletişim|impressum|datenschutz|kontakt|"
        "derbarê me|têkilî|ہمارے بارے میں|رابطہ",
        "שתפו|שתפו בפייסבוק|שיתוף|הדפסה|תגובות|הוסף תגובה|תפריט|חיפוש|כניסה|פרסומת|דף הבית|"
        "シェア|シェアする|ツイート|ツイートする|印刷|ログイン|会員登録|メニュー|検索|トップ|ホーム|"
        "コメント|広告|保存",
        "views|visits|visitors|hits|reads|min read|عدد الزيارات|المشاهدات|مشاهدات|vues|"
        "temps de lecture|min|بازدید|تعداد بازدید|کد خبر|شناسه خبر|رقم الخبر|visitas|lecturas|"
        "جار خوێندراوەتەوە|بینین|просмотров|просмотры|посетителей|阅读|阅读量|浏览|浏览量|点击|"
        "continue reading|seguir leyendo|leer más|weiterlesen|lire la suite|читать далее|"
        "devamını oku|ادامه مطلب|اقرأ المزيد|続きを読む|查看更多|展开全文|阅读全文|阅读原文|"
        "返回搜狐|字号|大|中|小|okunma|görüntülenme|aufrufe|zugriffe|hatiye xwendin|مناظر",
        "مواد پر جائیں|تجاوز إلى المحتوى|تجاوز إلى المحتوى الرئيسي|رفتن به محتوا|"
        "перейти к содержимому|içeriğe geç|ana içeriğe geç|zum inhalt springen|aller au contenu|"
        "ir al contenido|saltar al contenido|跳至内容|跳到主要内容|details|"
        "print version|printer friendly|email this|version imprimable|نسخة للطباعة|"
        "ارسال به دوستان|versión para imprimir|версия для печати|написать в редакцию|"
        "打印本页|关闭窗口|druckversion|merken|vorlesen|speichern|هاوبەشی پێبکە|parve",
    ) + r"(?!\w))+[\W\d]*",
    re.IGNORECASE,
)  # fmt: skip
"""The whole of a line that belongs to the page and not to the text."""

FOOTER = re.compile(
    r"(?:\W*(?:©|\(c\)|copyright\b)|.*(?:all rights reserved|جميع الحقوق محفوظة|tous droits "
    r"réservés|کلیه حقوق|تمامی حقوق|todos los derechos reservados|هەموو مافەکان|все права "
    r"защищены|版权所有|版權所有|tüm hakları saklıdır|alle rechte vorbehalten|hemû maf|"
    r"جملہ حقوق|כל הזכויות שמורות|無断転載|不得转载|禁止转载|严禁转载|при перепечатке ссылка|"
    r"reproduction interdite|(?:permitida|prohibida) (?:su|la) reproducción))",
    re.IGNORECASE,
)  # fmt: skip

COOKIES = re.compile(
    r".*\b(?:cookies?|kukis?|çerez\w*)\b|"
    r".*(?:ملفات تعريف الارتباط|ملفات الارتباط|الكوكيز|کوکی|کووکی|"
    r"файлы cookie|куки|使用\s*cookie|کوکیز|משתמש(?:ים)? בעוגיות|קובצי עוגיות|クッキー)",
    re.IGNORECASE,
)

_RELATED = _any(
        "related|related articles|related stories|related news|more on this story|read also|"
        "read more|see also|you may also like|most read|most popular|latest news|recommended",
        "مقالات ذات صلة|مواضيع ذات صلة|مواد ذات صلة|شاهد أيضا|"
        "اقرأ أيضا|اقرأ أيضًا|الأكثر قراءة|أخبار ذات صلة",
        "à lire aussi|lire aussi|voir aussi|lire également|"
        "articles liés|sur le même sujet|les plus lus",
        "مطالب مرتبط|خبرهای مرتبط|اخبار مرتبط|بیشتر بخوانید|پربازدیدترین ها|همچنین بخوانید",
        "noticias relacionadas|lee también|lea también|leer también|mirá también|"
        "más información|te puede interesar|lo más leído",
        "بابەتی پەیوەندیدار|هەواڵی پەیوەندیدار|نوێترین هەواڵەکان|زۆرترین خوێنراوە",
        "читайте также|по теме|материалы по теме|самое читаемое",
        "相关阅读|相关新闻|延伸阅读|相關閱讀|相關新聞|热门文章|推荐阅读|関連記事|あわせて読みたい|"
        "アクセスランキング|עוד בנושא|כתבות נוספות|קראו גם",
        "ilgili haberler|ilgili haber|ilginizi çekebilir|"
        "bunlar da ilginizi çekebilir|en çok okunanlar",
        "lesen sie auch|mehr zum thema|auch interessant|verwandte artikel|meistgelesen",
        "nûçeyên têkildar|gotarên têkildar", "متعلقہ خبریں|مزید پڑھیں|یہ بھی پڑھیں|یہ بھی پڑھیے",
)  # fmt: skip
RELATED = re.compile(rf"\W*{_RELATED}\W*", re.IGNORECASE)
"""A heading after which no part of the text follows."""

RELATED_LINE = re.compile(rf"\W*{_RELATED}\s*[:：]\s*[^.!?。؟۔]{{3,100}}", re.IGNORECASE)
"""Such a heading and what it leads to, on one line."""

RELATED_LINK = re.compile(
    rf"[\W_]*{_RELATED}[\W_]*?\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\)\W*", re.IGNORECASE
)
"""Such a heading and the link behind it, as one block of Markdown."""

COMMENTS = re.compile(
    r"[\W\d]*" + _any(
        "comments|comment|leave a comment|leave a reply|join the discussion|join the conversation|"
        "discussion about this post", "تعليقات|التعليقات|أضف تعليقا|أضف تعليقا جديدا|تعليق",
        "commentaires|commentaire|réactions", "نظرات|نظر شما|دیدگاه ها|دیدگاه‌ها|ارسال نظر",
        "comentarios|comentario", "کۆمێنت|لێدوانەکان", "комментарии|комментариев|обсуждение",
        "评论|網友評論|网友评论|コメント", "תגובות", "yorumlar|yorum yap", "kommentare", "şîrove",
        "تبصرے|تبصرہ",
    ) + r"[\W\d]*",
    re.IGNORECASE,
)  # fmt: skip
"""A heading below which readers speak."""

DESK = re.compile(
    r"\W*(?:the\s+)?" + _any(
        "web desk|news desk|desk|staff|staff writer|staff reporter|editorial staff|editors|admin|"
        "administrator|newsroom|agencies|editor", "هيئة التحرير|فريق التحرير|التحرير|وكالات",
        "la rédaction|rédaction|avec agences", "تحریریه|گروه خبر|سرویس خبر",
        "redacción|la redacción",
        "دەستەی نووسەران|ئیدارە", "редакция|администратор", "编辑部|本报讯|小编|編集部", "מערכת",
        "haber merkezi|editör|yönetici", "redaktion|die redaktion", "redaksiyon|navenda nûçeyan",
        "ویب ڈیسک|نیوز ڈیسک|ڈیسک",
    ) + r"\W*",
    re.IGNORECASE,
)  # fmt: skip
"""A byline that names no person."""

EDITED = re.compile(
    r"\W*(?:纠错\W*)?" + _any(
        "责任编辑|责编|编辑|编辑人|責任編輯|編輯|校对|审核|监制", "editor|edited by|copy editor",
        "تحرير|المحرر", "دبیر|ویراستار", "редактор", "editör", "redaktion|redakteur",
    ) + r"\s*[:：]\s*[^.!?。]{2,40}",
    re.IGNORECASE,
)  # fmt: skip
"""A line below the text that says who made it ready, not who wrote it."""

AGENCY_CAPTION = re.compile(r"(?:image|media|video)\s+(?:source|caption),\s.*", re.IGNORECASE)
"""What stands for the eyes of few beside a picture, and is pasted with the rest."""

WEEKDAY = re.compile(
    r"\b" + _any(
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun",
        "الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد",
        "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        "دوشنبه|سه شنبه|چهارشنبه|پنجشنبه|پنج شنبه|جمعه|یکشنبه|یک شنبه|شنبه",
        "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        "دووشەممە|سێشەممە|چوارشەممە|پێنجشەممە|هەینی|شەممە|یەکشەممە",
        "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
        "星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜日",
        "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar",
        "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
        "duşem|sêşem|çarşem|pêncşem|înî|şemî|yekşem",
        "پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار",
        "יום ראשון|יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|שבת",
    ) + r"\b",
    re.IGNORECASE,
)  # fmt: skip

CATEGORY = re.compile(
    r"\W*" + _any(
        "category|section|posted in|filed in", "التصنيف|القسم|تصنيف", "catégorie|rubrique",
        "دسته بندی|دسته|سرویس", "categoría|sección", "بەش|هاوپۆل", "рубрика|раздел|категория",
        "栏目|分类|欄目|分類|カテゴリー|カテゴリ", "kategori", "kategorie|rubrik", "beş|kategorî",
        "زمرہ", "קטגוריה|מדור",
    ) + r"\s*[:：]\s*\S.{0,40}",
    re.IGNORECASE,
)  # fmt: skip
"""A line that says in which part of the site the text stands."""

COPYRIGHT = re.compile(
    r"\W*(?:©|\(c\)|copyright\b)[\s\W]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,|·.]*"
    r"(?P<name>[^|·©.,]{2,60}?)[\s,]*(?:(?:19|20)\d\d)?\W*",
    re.IGNORECASE,
)
