"""Letters of other scripts that pass for Latin ones, in lower case (a selection of UTS #39 confusables)."""

_GROUPS = {
    "a": "\u0430\u03b1\u0251\u1d00",  # а α ɑ ᴀ
    "b": "\u044c\u0432\u03b2\u0299\u0185",  # ь в β ʙ ƅ
    "c": "\u0441\u03c2\u1d04",  # с ς ᴄ
    "d": "\u0501\u0111\u1d05",  # ԁ đ ᴅ
    "e": "\u0435\u04bd\u0454\u03b5\u1d07\u212e",  # е ҽ є ε ᴇ ℮
    "f": "\u0493\ua730",  # ғ ꜰ
    "g": "\u0261\u0581\u0262",  # ɡ ց ɢ
    "h": "\u04bb\u043d\u0570\u029c",  # һ н հ ʜ
    "i": "\u0456\u0131\u03b9\u0269\u026a",  # і ı ι ɩ ɪ
    "j": "\u0458\u03f3\u1d0a",  # ј ϳ ᴊ
    "k": "\u043a\u03ba\u1d0b",  # к κ ᴋ
    "l": "\u04cf\u0142\u029f\u01c0",  # ӏ ł ʟ ǀ
    "m": "\u043c\u1d0d",  # м ᴍ
    "n": "\u0578\u043f\u03b7\u0274",  # ո п η ɴ
    "o": "\u043e\u03bf\u0585\u03c3\u00f8\u1d0f\u0473",  # о ο օ σ ø ᴏ ѳ
    "p": "\u0440\u03c1\u1d18",  # р ρ ᴘ
    "q": "\u051b\u0563",  # ԛ գ
    "r": "\u0433\u1d26\u0280",  # г ᴦ ʀ
    "s": "\u0455\ua731",  # ѕ ꜱ
    "t": "\u0442\u03c4\u1d1b",  # т τ ᴛ
    "u": "\u057d\u03c5\u1d1c",  # ս υ ᴜ
    "v": "\u0475\u03bd\u1d20",  # ѵ ν ᴠ
    "w": "\u051d\u0448\u03c9\u1d21",  # ԝ ш ω ᴡ
    "x": "\u0445\u03c7",  # х χ
    "y": "\u0443\u04af\u03b3\u028f",  # у ү γ ʏ
    "z": "\u1d22",  # ᴢ
}

LOOKALIKES = {char: latin for latin, chars in _GROUPS.items() for char in chars}
"""Letter → the Latin letter it passes for."""
