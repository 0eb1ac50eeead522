"""Latin letters that Unicode does not decompose, each with the plain letters it is compared as."""

from __future__ import annotations

_LETTERS_OF = {
    " ": "ƾǀǁǂǃɂʔʕʖʘʡʢʬʭᴤᴥꜣꜥꜫꜭꜯꞌꞏ\U0001df0a\U0001df0eʹʺʻʼʽʾʿˀˁˆˇˈˉˊˋˌˍˎˏːˑˬˮ",
    "a": "ɐɑɒʌᴀᶏᶐⱥꞻꬰꬱꭤ",
    "aa": "ꜳ",
    "ae": "æᴁᴂꞛ",
    "ao": "ꜵ",
    "au": "ꜷ",
    "av": "ꜹꜻ",
    "ay": "ꜽ",
    "b": "ƀƃƅɓʙᴃᵬᶀꞗꞵ",
    "c": "ƈȼɕʗᴄↄꜿꞓꞔ\U0001df0f\U0001df1d",
    "con": "ꝯ",
    "d": "ðđƌƍȡɖɗᴅᴆᵭᶁᶑẟꝺꟈ\U0001df25",
    "db": "ȸ",
    "dum": "ꝱ",
    "dz": "ʣʤʥꭦ\U0001df12\U0001df19",
    "e": "ǝɇɘəɚɛɜɝɞʚᴇᴈᶒᶓᶔᶕⱸⱻꬲꬳꬴꭠꭡ",
    "et": "ꝫ",
    "f": "ƒɸᵮᶂⱷꜰꝼꞙꟻꬵ",
    "fn": "ʩ\U0001df00",
    "g": "ǥɠɡɢɣʛᵷᵹᶃꝿꞡꟑꬶ\U0001df01\U0001df02",
    "h": "ħɥɦɧʜʮʯⱨⱶꜧꞕꟶ",
    "hv": "ƕ",
    "i": "ıɨɩɪᴉᵻᵼᶖꞽꟷꟾ\U0001df1a",
    "is": "ꝭ",
    "j": "ȷɉɟʄʝᴊ",
    "k": "ƙʞᴋᶄⱪꝁꝃꝅꞣ\U0001df03\U0001df10",
    "l": "łƚƛȴɫɬɭʟᴌᶅⱡꝇꝉꞁꞎꬷꬸꬹ\U0001df04\U0001df11\U0001df13\U0001df26\ua7db",
    "ll": "ỻ",
    "ls": "ʪ",
    "lum": "ꝲ",
    "lz": "ɮʫ\U0001df05",
    "m": "ɯɰɱᴍᴟᵯᶆꟺꟽꟿꬺ",
    "mum": "ꝳ",
    "n": "ŋƞȵɲɳɴᴎᵰᶇꞑꞥꬻꬼ\U0001df07\U0001df14\U0001df27",
    "num": "ꝴ",
    "o": "øɔɤɵɷᴏᴐᴑᴒᴓᴖᴗᶗⱺꝋꝍꞷꟁꬽꬾꬿꭃꭄ\U0001df1b",
    "oe": "œɶᴔꞝꭀꭁꭂꭢ",
    "oi": "ƣ",
    "oo": "ꝏ",
    "ou": "ȣᴕ",
    "p": "ƥᴘᵱᵽᶈꝑꝓꝕꟼ",
    "q": "ĸɋʠꝗꝙꞯ",
    "qp": "ȹ",
    "r": "ɍɹɺɻɼɽɾɿʀʁᴙᴚᵲᵳᶉⱹꝛꞃꞧꭅꭆꭇꭈꭉꭊꭋꭌꭨ\U0001df08\U0001df15\U0001df16\U0001df28",
    "rum": "ꝝꝵꝶ",
    "s": "ƨƪƽȿʂʃʅʆᵴᶊᶋᶘẜẝꜱꞅꞩꟊꟗꟙꭍ\U0001df0b\U0001df0c\U0001df1e\U0001df29\ua7cd",
    "t": "ŧƫƭȶʇʈᴛᵵⱦꞇ\U0001df09\U0001df0d\U0001df2a",
    "tc": "ʨ",
    "th": "þᵺꝥꝧꟓ",
    "ts": "ʦʧꭧ\U0001df17\U0001df1c",
    "tum": "ꝷ",
    "tz": "ꜩ",
    "u": "ʉʊᴜᴝᴞᵾᵿᶙꞹꞿꭎꭏꭒ",
    "ue": "ᵫꞟ",
    "ui": "ꭐꭑ",
    "um": "ꝸ",
    "uo": "ꭣ",
    "v": "ʋᴠᶌỽⱱⱴꝟꝩ",
    "vy": "ꝡ",
    "w": "ƿʍᴡⱳꟃꟕ",
    "x": "ᶍꭓꭔꭕꭖꭗꭘꭙ",
    "y": "ƴȝɏʎʏỿꭚ\U0001df06",
    "z": "ƶƹƺƻȥɀʐʑʒʓᴢᴣᵶᶎᶚⱬꝣ\U0001df18",
}
"""Lower-case letters by the plain letters they stand for, as their Unicode names say.

Letters with no plain base follow ICAO Doc 9303, part 3, section 6 (þ is th, æ is ae, œ is oe, ŋ is
n, ĸ is q). Those that sound like no letter, such as glottal stops, clicks and the saltillo, and the
modifier letters written like apostrophes, separate words as an apostrophe does: they stand for " ".
"""

PLAIN_LETTERS = {letter: plain for plain, letters in _LETTERS_OF.items() for letter in letters}
"""The plain ASCII letters of each such letter in lower case; " " where it separates words."""

SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
     "Å": "Aa", "Ø": "Oe"}
)  # fmt: skip
"""For `str.translate` of a composed text: letters that are also written as two, as in Mueller."""
