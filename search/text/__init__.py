"""Chinese text: folded, cut into words, said; knows neither queries nor Django."""
