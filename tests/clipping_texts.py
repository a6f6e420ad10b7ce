"""Neutral texts of ours in twelve languages, for pages that no newspaper ever printed."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A text, and what a page in its language says around it."""

    title: str
    deck: str
    paragraphs: tuple[str, ...]
    quote: str
    paper: str
    author: str
    by: str
    """What stands before the author's name."""
    label: str
    """What stands before a list of keywords."""
    menu: tuple[str, ...]
    share: tuple[str, ...]
    cookies: str
    related: str
    rights: str


TEXTS = {
    "en": Words(
        "The town library orders its shelves anew",
        "Every book of the old reading room was taken in hand and given a number.",
        (
            "For three months the library in the market square was closed, and its books stood in boxes along the walls of the school.",
            "Each box had a list on its lid. The lists were typed twice, and one copy of every list was kept in another building.",
            "Nothing was thrown away.",
            "Visitors can now look for a title on a card or on a screen, and both lead to the same shelf in the same room.",
        ),
        "A book without a place is a lost book.",
        "Example Gazette", "Jane Example", "By", "Keywords",
        ("Home", "World", "Culture", "Sport"), ("Share", "Facebook", "Print"),
        "We use cookies to improve this site.", "Related articles", "All rights reserved",
    ),
    "ar": Words(
        "مكتبة البلدة ترتب رفوفها من جديد",
        "كل كتاب في قاعة المطالعة القديمة أُخذ باليد وأُعطي رقما.",
        (
            "أُغلقت المكتبة في ساحة السوق ثلاثة أشهر، ووقفت كتبها في صناديق على طول جدران المدرسة حتى انتهى العمل.",
            "كان على غطاء كل صندوق قائمة. طُبعت القوائم مرتين، وحُفظت نسخة من كل قائمة في مبنى آخر بعيد عن الساحة.",
            "لم يُرمَ شيء.",
            "يستطيع الزوار الآن البحث عن عنوان على بطاقة أو على شاشة، وكلتاهما تقود إلى الرف نفسه في القاعة نفسها.",
        ),
        "الكتاب الذي لا مكان له كتاب ضائع.",
        "جريدة المثال", "ليلى مثال", "بقلم", "كلمات مفتاحية",
        ("الرئيسية", "العالم", "ثقافة", "رياضة"), ("شارك", "فيسبوك", "طباعة"),
        "نستخدم ملفات تعريف الارتباط لتحسين هذا الموقع.", "مقالات ذات صلة", "جميع الحقوق محفوظة",
    ),
    "fr": Words(
        "La bibliothèque de la ville remet ses rayons en ordre",
        "Chaque livre de l'ancienne salle de lecture a été pris en main et numéroté.",
        (
            "Pendant trois mois, la bibliothèque de la place du marché est restée fermée, et ses livres étaient rangés dans des cartons le long des murs de l'école.",
            "Chaque carton portait une liste sur son couvercle. Les listes ont été tapées deux fois, et une copie de chacune est gardée dans un autre bâtiment.",
            "Rien n'a été jeté.",
            "Les visiteurs peuvent désormais chercher un titre sur une fiche ou sur un écran, et les deux mènent au même rayon dans la même salle.",
        ),
        "Un livre sans place est un livre perdu.",
        "Gazette d'exemple", "Claire Exemple", "Par", "Mots-clés",
        ("Accueil", "Monde", "Culture", "Sport"), ("Partager", "Facebook", "Imprimer"),
        "Nous utilisons des cookies pour améliorer ce site.", "À lire aussi", "Tous droits réservés",
    ),
    "fa": Words(
        "کتابخانهٔ شهر قفسه‌هایش را از نو مرتب می‌کند",
        "هر کتاب تالار مطالعهٔ قدیمی را به دست گرفتند و به آن شماره دادند.",
        (
            "کتابخانهٔ میدان بازار سه ماه بسته بود و کتاب‌هایش در جعبه‌هایی کنار دیوارهای مدرسه مانده بود تا کار به پایان برسد.",
            "روی در هر جعبه فهرستی بود. فهرست‌ها را دو بار ماشین کردند و یک نسخه از هر فهرست در ساختمان دیگری نگه داشته می‌شود.",
            "هیچ چیز دور ریخته نشد.",
            "بازدیدکنندگان اکنون می‌توانند عنوانی را روی برگه یا روی صفحهٔ نمایش پیدا کنند و هر دو به همان قفسه در همان اتاق می‌رسد.",
        ),
        "کتابی که جا ندارد کتابی گم‌شده است.",
        "روزنامه نمونه", "پروین نمونه", "نوشتهٔ", "برچسب‌ها",
        ("صفحه اصلی", "جهان", "فرهنگ", "ورزش"), ("همرسانی", "توییتر", "چاپ"),
        "این وبگاه از کوکی استفاده می‌کند.", "مطالب مرتبط", "تمامی حقوق محفوظ است",
    ),
    "es": Words(
        "La biblioteca del pueblo ordena de nuevo sus estantes",
        "Cada libro de la antigua sala de lectura fue tomado en la mano y numerado.",
        (
            "Durante tres meses la biblioteca de la plaza del mercado estuvo cerrada, y sus libros quedaron en cajas a lo largo de las paredes de la escuela.",
            "Cada caja llevaba una lista en la tapa. Las listas se escribieron dos veces, y una copia de cada una se guarda en otro edificio.",
            "No se tiró nada.",
            "Los visitantes pueden buscar ahora un título en una ficha o en una pantalla, y las dos llevan al mismo estante de la misma sala.",
        ),
        "Un libro sin lugar es un libro perdido.",
        "Gaceta de Ejemplo", "Rosa Ejemplo", "Por", "Palabras clave",
        ("Inicio", "Mundo", "Cultura", "Deportes"), ("Compartir", "Facebook", "Imprimir"),
        "Utilizamos cookies para mejorar este sitio.", "Noticias relacionadas", "Todos los derechos reservados",
    ),
    "ckb": Words(
        "کتێبخانەی شارۆچکە ڕەفەکانی سەرلەنوێ ڕێک دەخاتەوە",
        "هەر کتێبێکی هۆڵی کۆنی خوێندنەوە بە دەست هەڵگیرا و ژمارەی پێ درا.",
        (
            "سێ مانگ کتێبخانەی گۆڕەپانی بازاڕ داخرابوو و کتێبەکانی لەناو سندووقدا بە درێژایی دیوارەکانی قوتابخانە دانرابوون.",
            "لەسەر سەرقاپی هەر سندووقێک لیستێک هەبوو. لیستەکان دوو جار نووسران و کۆپییەکی هەر لیستێک لە بینایەکی دیکە هەڵگیراوە.",
            "هیچ شتێک فڕێ نەدرا.",
            "سەردانکەران ئێستا دەتوانن ناونیشانێک لەسەر کارت یان لەسەر شاشە بدۆزنەوە و هەردووکیان دەگەنە هەمان ڕەفە لە هەمان ژوور.",
        ),
        "کتێبی بێ شوێن کتێبی ونبووە.",
        "ڕۆژنامەی نموونە", "شیلان نموونە", "نووسینی", "وشە سەرەکییەکان",
        ("سەرەتا", "جیهان", "کولتوور", "وەرزش"), ("هاوبەشی بکە", "فەیسبووک", "چاپکردن"),
        "ئەم ماڵپەڕە کووکی بەکاردەهێنێت.", "بابەتی پەیوەندیدار", "هەموو مافەکان پارێزراون",
    ),
    "ru": Words(
        "Городская библиотека заново расставляет свои полки",
        "Каждую книгу старого читального зала взяли в руки и пронумеровали.",
        (
            "Три месяца библиотека на рыночной площади была закрыта, и её книги стояли в коробках вдоль стен школы, пока шла работа.",
            "На крышке каждой коробки лежал список. Списки печатали дважды, и одна копия каждого хранится в другом здании.",
            "Ничего не выбросили.",
            "Теперь посетители могут искать название на карточке или на экране, и обе дороги ведут к одной полке в одном зале.",
        ),
        "Книга без места — потерянная книга.",
        "Газета Пример", "Анна Примерова", "Автор:", "Ключевые слова",
        ("Главная", "Мир", "Культура", "Спорт"), ("Поделиться", "Телеграм", "Печать"),
        "Мы используем файлы cookie.", "Читайте также", "Все права защищены",
    ),
    "zh": Words(
        "镇图书馆重新整理书架与目录卡片",
        "旧阅览室的每一本书都被拿在手里，编上了号码。",
        (
            "市场广场上的图书馆关闭了三个月，书籍装在箱子里，沿着学校的墙壁摆放，直到整理工作全部完成为止。",
            "每个箱子的盖子上都有一张清单。清单打印了两份，其中一份保存在另一座离广场较远的建筑物里面。",
            "没有丢弃任何东西。",
            "读者现在可以在卡片上或者屏幕上查找书名，两种方法都会把他们带到同一个房间里的同一个书架前面。",
        ),
        "没有位置的书就是丢失的书。",
        "示例日报", "李示例", "作者：", "关键词",
        ("首页", "国际", "文化", "体育"), ("分享", "微信", "打印"),
        "我们使用cookie来改进本网站。", "相关阅读", "版权所有",
    ),
    "tr": Words(
        "Kasaba kütüphanesi raflarını yeniden düzenliyor",
        "Eski okuma salonundaki her kitap ele alındı ve numaralandırıldı.",
        (
            "Pazar meydanındaki kütüphane üç ay boyunca kapalı kaldı ve kitapları okulun duvarları boyunca kutularda bekledi.",
            "Her kutunun kapağında bir liste vardı. Listeler iki kez yazıldı ve her listenin bir kopyası başka bir binada saklanıyor.",
            "Hiçbir şey atılmadı.",
            "Ziyaretçiler artık bir başlığı kartta ya da ekranda arayabiliyor ve ikisi de aynı odadaki aynı rafa götürüyor.",
        ),
        "Yeri olmayan kitap kayıp kitaptır.",
        "Örnek Gazetesi", "Ayşe Örnek", "Yazan:", "Anahtar kelimeler",
        ("Ana sayfa", "Dünya", "Kültür", "Spor"), ("Paylaş", "Facebook", "Yazdır"),
        "Bu sitede çerezler kullanılır.", "İlgili haberler", "Tüm hakları saklıdır",
    ),
    "de": Words(
        "Die Stadtbücherei ordnet ihre Regale neu",
        "Jedes Buch des alten Lesesaals wurde in die Hand genommen und nummeriert.",
        (
            "Drei Monate lang war die Bücherei am Marktplatz geschlossen, und ihre Bücher standen in Kisten an den Wänden der Schule.",
            "Auf dem Deckel jeder Kiste lag eine Liste. Die Listen wurden zweimal getippt, und eine Abschrift jeder Liste liegt in einem anderen Haus.",
            "Nichts wurde weggeworfen.",
            "Besucher können nun einen Titel auf einer Karte oder am Bildschirm suchen, und beides führt zum selben Regal im selben Raum.",
        ),
        "Ein Buch ohne Platz ist ein verlorenes Buch.",
        "Beispielzeitung", "Eva Beispiel", "Von", "Schlagwörter",
        ("Startseite", "Welt", "Kultur", "Sport"), ("Teilen", "Facebook", "Drucken"),
        "Diese Seite verwendet Cookies.", "Lesen Sie auch", "Alle Rechte vorbehalten",
    ),
    "kmr": Words(
        "Pirtûkxaneya bajarok refên xwe ji nû ve rêz dike",
        "Her pirtûka salona kevn a xwendinê hat destgirtin û hejmar lê hat dayîn.",
        (
            "Sê mehan pirtûkxaneya qada bazarê girtî bû û pirtûkên wê di sindoqan de li ber dîwarên dibistanê bûn heta ku kar qediya.",
            "Li ser derpêça her sindoqê lîsteyek hebû. Lîste du caran hatin nivîsandin û kopiyek ji her lîsteyê li avahiyek din tê parastin.",
            "Tiştek nehat avêtin.",
            "Mêvan niha dikarin sernavekî li ser kartê an jî li ser ekranê bibînin û herdu jî wan dibin heman refê di heman odeyê de.",
        ),
        "Pirtûka bê cih pirtûka winda ye.",
        "Rojnameya Nimûne", "Zîn Nimûne", "Nivîskar:", "Peyvên sereke",
        ("Serrûpel", "Cîhan", "Çand", "Werziş"), ("Parve bike", "Facebook", "Çap bike"),
        "Ev malper cookie bi kar tîne.", "Gotarên têkildar", "Hemû maf parastî ne",
    ),
    "ur": Words(
        "قصبے کی لائبریری اپنی الماریاں نئے سرے سے ترتیب دیتی ہے",
        "پرانے دارالمطالعہ کی ہر کتاب ہاتھ میں لی گئی اور اسے نمبر دیا گیا۔",
        (
            "بازار کے چوک کی لائبریری تین مہینے بند رہی اور اس کی کتابیں اسکول کی دیواروں کے ساتھ ڈبوں میں رکھی رہیں۔",
            "ہر ڈبے کے ڈھکن پر ایک فہرست تھی۔ فہرستیں دو بار ٹائپ کی گئیں اور ہر فہرست کی ایک نقل دوسری عمارت میں رکھی گئی ہے۔",
            "کچھ بھی پھینکا نہیں گیا۔",
            "آنے والے اب کسی عنوان کو کارڈ پر یا اسکرین پر تلاش کر سکتے ہیں اور دونوں اسی کمرے کی اسی الماری تک لے جاتے ہیں۔",
        ),
        "جس کتاب کی جگہ نہیں وہ کھوئی ہوئی کتاب ہے۔",
        "مثالی اخبار", "سعدیہ مثال", "تحریر:", "کلیدی الفاظ",
        ("سرورق", "دنیا", "ثقافت", "کھیل"), ("شیئر کریں", "فیس بک", "پرنٹ"),
        "یہ سائٹ کوکیز استعمال کرتی ہے۔", "متعلقہ خبریں", "جملہ حقوق محفوظ ہیں",
    ),
}  # fmt: skip
