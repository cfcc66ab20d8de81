"""What is measured, how surely, and with what test."""

from __future__ import annotations

from coresearch.critic.concepts import Concept

MEASURE = Concept("""
    accuracy, f1, macro-f1, micro-f1, f1-score, auroc, auprc, auc, roc, bleu, chrf,
    rouge*, comet, bertscore, meteor, perplexity, exact match, pass rate, recall,
    precision, mae, rmse, mse, mape, mase, smape, crps, pinball, wer, cer, word error,
    character error, phoneme error, eer, equal error, sdr, pesq, stoi, mos, r2, return,
    reward, latency, throughput, ttft, win/success/error/hit/solve rate,
    failure/refusal/completion/response/conversion rate,
    drop-out/resolution/hallucination/click-through rate,
    skip/slip/drop/grasp/attack rate, false positive(s)/negative(s)/alarm(s), ndcg*,
    mrr, map, hit*, coverage, diversity, novelty, catalogue coverage, gini, serendipity,
    dice, iou, psnr, ssim, fid, inception score, lpips, kappa, ece, calibration error,
    calibration slope, brier, log-loss, likelihood, cross-entropy, validation loss,
    test loss, spearman, pearson, kendall, correlation, sensitivity, specificity,
    memory use, energy use, training time, run-time, completion time, reaction time,
    response time, time to, seconds per, test scores, quality score(s), rating(s),
    trust scale, questionnaire score(s), speed-up, mean score, score(s), error, regret,
    bias, mean absolute, squared error, net benefit, decision curve, auc-pr, top 1,
    top 5, win-rate, elo, edit distance, jaccard, purity, silhouette, loss, cost ratio,
    margin
""")
