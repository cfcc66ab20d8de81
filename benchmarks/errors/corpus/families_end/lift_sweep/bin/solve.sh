#!/bin/sh
# usage: solve.sh ALPHA  -> prints the lift coefficient
awk -v a="$1" 'BEGIN { printf "CL %.4f\n", 0.11 * a / (1 + 0.057) }'
