"""Finding exact things in text: sentences, figures, dates, quotations, names. Pure; anyone may import."""
