#!/usr/bin/env bash
# A Slurm of one node on this machine: no systemd, no root of a cluster, nothing but
# Debian's packages (slurmctld slurmd slurm-client munge, 16 MB). As root.
#
#   tests/sweeps/one_node_slurm.sh start FOLDER   its files lie there; then
#   export SLURM_CONF=FOLDER/slurm.conf
#   tests/sweeps/one_node_slurm.sh stop FOLDER
set -euo pipefail

what=$1 folder=$2
port=${SLURM_TEST_PORT:-17817}

start() {
    mkdir -p "$folder/state" "$folder/spool"
    chmod 755 "$folder"
    dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 status=none
    chown munge: "$folder/munge.key"
    chmod 400 "$folder/munge.key"
    mkdir -p "$folder/munge"
    chown munge: "$folder/munge"
    chmod 755 "$folder/munge"
    cat >"$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
CommunicationParameters=NoInAddrAny
ReturnToService=2
MpiDefault=none
KillWait=5
SchedulerParameters=sched_min_interval=200000,batch_sched_delay=0
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(getconf _NPROCESSORS_ONLN) RealMemory=2000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    runuser -u munge -- munged --key-file "$folder/munge.key" \
        --socket "$folder/munge/socket" --pid-file "$folder/munge/pid" \
        --log-file "$folder/munge/log" --seed-file "$folder/munge/seed"
    export SLURM_CONF="$folder/slurm.conf"
    slurmctld
    slurmd
    for _ in $(seq 300); do
        sinfo --noheader --format=%t 2>/dev/null | grep -q idle && return
        sleep 0.1
    done
    tail -5 "$folder"/*.log >&2
    return 1
}

# Ends a process that we have begun, and no other.
end() {
    [ -s "$1" ] || return 0
    pid=$(cat "$1")
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] || return 0
    kill "$pid" 2>/dev/null || return 0
    for _ in $(seq 50); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
}

stop() {
    SLURM_CONF="$folder/slurm.conf" timeout 10 scancel --full --user=root 2>/dev/null || true
    end "$folder/slurmd.pid" slurmd
    end "$folder/slurmctld.pid" slurmctld
    end "$folder/munge/pid" munged
}

"$what"
