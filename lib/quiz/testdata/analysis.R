# Figures of R for analysis.csv, which lib/quiz/analysis.test.ts holds lib/quiz/analysis.ts against:
#   Rscript analysis.R > analysis.out     (R 4 with the package psych; both are in Debian: r-base-core, r-cran-psych)
shares <- as.matrix(read.csv("analysis.csv", row.names = 1))
say <- function(...) cat(..., "\n")
figure <- function(x) if (is.na(x)) "NA" else sprintf("%.15g", x)

group <- function(rest, share, size, upper) {
  # Who are alike at the edge share the places that are left.
  rank <- if (upper) -rest else rest
  edge <- sort(rank)[size]
  within <- rank < edge - 1e-9
  alike <- abs(rank - edge) <= 1e-9
  (sum(share[within]) + (size - sum(within)) * mean(share[alike])) / size
}

for (item in colnames(shares)) {
  own <- shares[, item]
  rest <- rowMeans(shares[, colnames(shares) != item], na.rm = TRUE)
  answered <- !is.na(own)
  both <- answered & !is.nan(rest)
  r <- suppressWarnings(cor(own[both], rest[both]))
  size <- max(1, floor(0.27 * sum(both) + 0.5))
  upper <- group(rest[both], own[both], size, TRUE)
  lower <- group(rest[both], own[both], size, FALSE)
  say(item, sum(answered), figure(mean(own[answered])), figure(mean(own[answered] > 1 - 1e-9)), figure(r), figure(upper - lower))
  # Of each group: how many places, its mean, and the part of it that got every point.
  right <- as.numeric(own[both] > 1 - 1e-9)
  say(paste0(item, "-groups"), size, figure(upper), figure(lower),
    figure(group(rest[both], right, size, TRUE)), figure(group(rest[both], right, size, FALSE)))
}

quiz <- function(name, items) {
  full <- shares[complete.cases(shares[, items]), items]
  alpha <- suppressWarnings(suppressMessages(psych::alpha(as.data.frame(full), warnings = FALSE, check.keys = FALSE)))$total$raw_alpha
  say(name, nrow(full), figure(alpha), figure(sd(rowMeans(full)) * sqrt(1 - alpha)))
}
quiz("all-but-last", paste0("item", 1:8))
quiz("right-or-wrong", paste0("item", c(1, 2, 4, 6, 7)))

# KR-20 by its own formula, where every answer is right or wrong.
items <- paste0("item", c(1, 2, 4, 6, 7))
full <- shares[complete.cases(shares[, items]), items]
p <- colMeans(full)
total <- rowSums(full)
k <- length(items)
say("kr20", nrow(full), figure(k / (k - 1) * (1 - sum(p * (1 - p)) / mean((total - mean(total))^2))))
