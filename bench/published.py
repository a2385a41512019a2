"""What others report on the same data, beside which bench.language puts its own; per cent, MCC from 0 to 1.

USE+ConveRT: Casanueva et al. 2020, arXiv 2003.04807. DNNC: Zhang et al. 2020, arXiv 2010.13009. CPFT: Zhang et al.
2021, arXiv 2109.06349. ICDA: Lin et al. 2023, arXiv 2302.05096. Out of scope on CLINC150, with each system's own
threshold: Larson et al. 2019, ACL D19-1131. Watson and Dialogflow on HWU64: Qi et al. 2020, arXiv 2012.03929. HINT3:
Arora et al. 2020, ACL 2020.insights-1.16, on version 1 of the data.
"""

from __future__ import annotations

PUBLISHED = {
    "clinc150": "USE+ConveRT 97.2; out of scope: BERT 52.3, Rasa 31.2, Dialogflow 26.7",
    "clinc150-10": "USE+ConveRT 93.3, DNNC 93.8, CPFT 94.2, ICDA 94.8",
    "banking77": "USE+ConveRT 93.4",
    "banking77-10": "USE+ConveRT 85.2, DNNC 86.7, CPFT 87.2, ICDA 89.8",
    "hwu64": "USE+ConveRT 92.6",
    "hwu64-10": "USE+ConveRT 85.8, DNNC 84.7, CPFT 87.1, ICDA 87.4; Watson 77.6, Dialogflow 64.0",
    "hint3-curekart": "v1: Dialogflow MCC .58, Rasa .51",
    "hint3-powerplay11": "v1: Dialogflow MCC .35, Rasa .34",
    "hint3-sofmattress": "v1: Dialogflow MCC .64, Rasa .53",
}
