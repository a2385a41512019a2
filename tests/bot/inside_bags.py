"""Our quick TF-IDF against scikit-learn's, and what it makes of odd messages."""

from __future__ import annotations

import pickle
import unittest

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.language.features import LETTERS, WORDS, Ngrams

TEXTS = ["my bin was missed", "a bin is missing", "the library on the high street", "x", "bin bin bin"]
NEW = ["my bin on the high street", "unheard of", ""]


class Bags(unittest.TestCase):
    def test_the_rows_are_those_of_scikit_learn(self) -> None:
        ngrams, fitted = Ngrams.fit(TEXTS)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, max(LETTERS)), sublinear_tf=True)
        words = TfidfVectorizer(ngram_range=(1, WORDS), token_pattern=r"\w+", sublinear_tf=True)
        letters.fit(TEXTS)
        words.fit(TEXTS)
        assert list(ngrams.letters.places) == list(letters.get_feature_names_out())
        for texts, views in ((TEXTS, fitted), (NEW, ngrams.views(NEW))):
            theirs = np.hstack([letters.transform(texts).toarray(), words.transform(texts).toarray()])
            np.testing.assert_allclose(views.ngrams.matrix().toarray(), theirs, atol=1e-6)
            np.testing.assert_allclose(
                views.words.matrix().toarray(), words.transform(texts).toarray(), atol=1e-6
            )

    def test_what_is_stored_reads_as_before(self) -> None:
        ngrams, _ = Ngrams.fit(TEXTS)
        again = pickle.loads(pickle.dumps(ngrams))  # noqa: S301 just made
        assert (again.views(NEW).ngrams.matrix() != ngrams.views(NEW).ngrams.matrix()).nnz == 0
