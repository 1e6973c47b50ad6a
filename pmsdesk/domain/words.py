"""Marks Malay words of the domain for translation, without Qt."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return *text* unchanged; the translation tool collects it under *context*."""
    del context
    return text
