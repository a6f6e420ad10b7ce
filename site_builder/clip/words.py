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
        "helpful keywords|keywords|key words|key terms|tags|tagged|tagged as|topics|subjects",
        "الكلمات المفتاحية|كلمات مفتاحية|الكلمات الدلالية|كلمات دلالية|الوسوم|وسوم|كلمات البحث",
        "mots-clés|mots clés|mots-clefs|étiquettes",
        "برچسب ها|برچسب‌های خبر|کلیدواژه ها|کلیدواژگان|کلید واژه ها|واژگان کلیدی|کلمات کلیدی",
        "palabras clave|etiquetas",
        "وشە سەرەکییەکان|کلیلەوشەکان|وشە کلیلییەکان|تاگەکان|وشەی سەرەکی",
        "ключевые слова|теги|тэги|метки",
        "关键词|关键字|标签|關鍵詞|關鍵字|標籤",
        "anahtar kelimeler|anahtar sözcükler|etiketler",
        "schlagwörter|schlagworte|stichwörter|stichworte|schlüsselwörter",
        "peyvên sereke|bêjeyên sereke|peyvên mifteyî|etîket",
        "کلیدی الفاظ|مطلوبہ الفاظ|ٹیگز",
    ) + r"\s*(?P<mark>[:：]|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
"""A label of keywords, with what stands behind it."""

BYLINE = re.compile(
    r"\W*(?:" + _any(
        "by|written by|story by|reported by|words by", "بقلم|كتبه|كتبته", "par",
        "نوشتهٔ|نوشته ی|نوشته|به قلم|گزارش از", "por|texto de", "نووسینی|لە نووسینی|ئامادەکردنی",
        "记者|記者", "von", "nivîsandina|ji aliyê", "از قلم",
    ) + r"(?:\s*[:：/／|｜]\s*|\s+)|" + _any(
        "author|reporter|text", "كتب|كتبت|الكاتب|الكاتبة|المؤلف|تقرير|إعداد",
        "auteur|autrice|texte",
        "نویسنده|خبرنگار|گزارش", "autor|autora", "نووسەر", "автор|авторы|текст", "作者|撰文|文",
        "yazan|yazar|haber", "autorin", "nivîskar", "تحریر|مصنف|رپورٹ",
    ) + r"\s*[:：/／|｜]\s*)(?P<name>\S.*)",
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
        "publicado el|fecha|actualizado el|publicado",
        "بڵاوکراوەتەوە لە|بەرواری بڵاوکردنەوە|بەروار|ڕێکەوت|نوێکراوەتەوە",
        "опубликовано|дата публикации|дата|обновлено",
        "发布时间|发表于|发布于|日期|時間|时间|更新时间|發布時間|發表於",
        "yayınlanma tarihi|yayın tarihi|yayınlanma|tarih|güncelleme|son güncelleme",
        "veröffentlicht am|erschienen am|stand|datum|aktualisiert am",
        "hat weşandin|dîroka weşanê|dîrok|nûkirin",
        "تاریخ اشاعت|شائع شدہ|اشاعت|تازہ کاری",
    ) + r"\s*[:：]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)  # fmt: skip

UPDATED = re.compile(
    _any(
        "updated|last updated|last modified|modified", "آخر تحديث|تحديث", "mis à jour|modifié",
        "به‌روزرسانی|به روز شده|بروزرسانی|ویرایش", "actualizado", "نوێکراوەتەوە", "обновлено",
        "更新", "güncelleme|güncellendi", "aktualisiert|geändert", "nûkirin", "تازہ کاری",
    ),
    re.IGNORECASE,
)  # fmt: skip
"""A date beside one of these is not the day of publication."""

SOURCE = re.compile(
    r"\W*" + _any(
        "source|originally published by|first published in", "المصدر|مصدر", "منبع", "fuente",
        "سەرچاوە", "источник", "来源|來源", "kaynak", "quelle", "çavkanî", "ماخذ|بشکریہ",
    ) + r"\s*[:：]\s*(?P<name>\S.*)",
    re.IGNORECASE,
)  # fmt: skip

NOISE = re.compile(
    r"\W*" + _any(
        "share|share this|share on|share via|share this article|tweet|facebook|twitter|x|whatsapp|"
        "telegram|linkedin|email|e-mail|print|copy link|copy|save|pin it|follow us|subscribe|"
        "sign up|sign in|log in|login|register|menu|search|home|skip to content|skip to main "
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
    ) + r"(?:\W*|\W*\d+\W*)",
    re.IGNORECASE,
)  # fmt: skip
"""The whole of a line that belongs to the page and not to the text."""

FOOTER = re.compile(
    r"(?:\W*(?:©|\(c\)|copyright\b)|.*(?:all rights reserved|جميع الحقوق محفوظة|tous droits "
    r"réservés|کلیه حقوق|تمامی حقوق|todos los derechos reservados|هەموو مافەکان|все права "
    r"защищены|版权所有|版權所有|tüm hakları saklıdır|alle rechte vorbehalten|hemû maf|جملہ حقوق))",
    re.IGNORECASE,
)  # fmt: skip

COOKIES = re.compile(
    r".*\b(?:cookies?|kukis?|çerez\w*)\b|"
    r".*(?:ملفات تعريف الارتباط|ملفات الارتباط|الكوكيز|کوکی|کووکی|"
    r"файлы cookie|куки|我们使用|使用cookie|کوکیز)",
    re.IGNORECASE,
)

_RELATED = _any(
        "related|related articles|related stories|related news|more on this story|read also|"
        "read more|see also|you may also like|most read|most popular|latest news|recommended",
        "مقالات ذات صلة|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضًا|الأكثر قراءة|أخبار ذات صلة",
        "à lire aussi|lire aussi|articles liés|sur le même sujet|les plus lus",
        "مطالب مرتبط|خبرهای مرتبط|بیشتر بخوانید|پربازدیدترین ها|همچنین بخوانید",
        "noticias relacionadas|lee también|te puede interesar|lo más leído",
        "بابەتی پەیوەندیدار|هەواڵی پەیوەندیدار|زۆرترین خوێنراوە",
        "читайте также|по теме|материалы по теме|самое читаемое",
        "相关阅读|相关新闻|延伸阅读|相關閱讀|相關新聞|热门文章|推荐阅读",
        "ilgili haberler|bunlar da ilginizi çekebilir|en çok okunanlar",
        "lesen sie auch|mehr zum thema|verwandte artikel|meistgelesen",
        "nûçeyên têkildar|gotarên têkildar", "متعلقہ خبریں|مزید پڑھیں",
)  # fmt: skip
RELATED = re.compile(rf"\W*{_RELATED}\W*", re.IGNORECASE)
"""A heading after which no part of the text follows."""

RELATED_LINE = re.compile(rf"\W*{_RELATED}\s*[:：]\s*[^.!?。؟۔]{{3,100}}", re.IGNORECASE)
"""Such a heading and what it leads to, on one line."""
