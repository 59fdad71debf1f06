"""The chosen figures as an xBRL-JSON report (OIM 1.0), with the taxonomy that gives its concepts and dimensions their meaning."""
