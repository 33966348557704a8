"""The publications the formulas come from, each written once."""

PRIETO = "Prieto et al. 1996, IEEE Trans Biomed Eng 43:956"
QUIJOUX = "Quijoux et al. 2021, Physiol Rep 9:e15067"
SCHUBERT = "Schubert and Kirchner 2014, Gait Posture 39:518"
DUARTE = "Duarte 2015, Gait Posture 41:44; Santos and Duarte 2016, PeerJ 4:e2648"
ARNOLD = "after Arnold and Schmitz 1998, J Athl Train 33:323"
