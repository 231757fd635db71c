#!/bin/sh
# A trainer that trains nothing; ScriptedTrainer.swift says what it does and what it is asked.
# Called as the interpreter: PROGRAM WORD FILE.
here=$(dirname "$0")
word=$2
out=$(dirname "$3")
# As a cluster does it: a name for each start, which is kept until the cluster is started again.
value() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" "$2"; }
refuse() { echo "{\"error\":{\"code\":\"$1\",\"message\":\"$2\"}}"; exit 3; }
case $1 in
*/ray_job.py)
  cluster=$here/cluster
  [ -n "$RAY_AUTH_TOKEN" ] || refuse no_token "RAY_AUTH_TOKEN is not set"
  [ ! -e "$here/away" ] || refuse unreachable "$(value address "$3") does not answer"
  case $word in check) echo '{"ray":"2.60.0","machines":2,"gpus":0}'; exit ;; esac
  mkdir -p "$cluster"
  id=$(value id "$3")
  if [ "$word" = submit ]; then
    job=$(value job "$3") log=$(value log "$3")
    (
      starter=$PPID setsid "$0" "$(value engine "$3")" train "$job" >>"$log" 2>&1
      echo $? >"$cluster/$id.end"
    ) >/dev/null 2>&1 &
    echo "running" >"$cluster/$id"
    echo "{\"id\":\"$id\"}"; exit
  fi
  [ -e "$cluster/$id" ] || refuse no_such_job "Job $id does not exist"
  case $word in
  stop) : >"$here/stopped-$id"; echo '{"stopped":true}' ;;
  status)
    if [ ! -e "$cluster/$id.end" ]; then echo '{"status":"RUNNING","exit_code":null}'; exit; fi
    code=$(cat "$cluster/$id.end")
    [ "$code" -lt 128 ] || code=$((128 - code))
    echo "{\"status\":\"FAILED\",\"exit_code\":$code}" ;;
  esac
  exit ;;
esac

case $word in
inspect)
  if [ -e "$here/inspection" ]; then cat "$here/inspection"; exit; fi
  echo '{"examples":12,"sequences":12,"tokens":300,"trained_tokens":90,"too_long":[],
    "silent":[],"lost":[],"faults":[],"validation":null}' | tr -d '\n'
  echo; exit ;;
check)
  echo '{"ok":true,"python":"3.11.7","packages":[{"name":"torch","found":"2.15.0","wanted":"2.15.0"},
    {"name":"peft","found":"0.20.0","wanted":"0.21.2"}],"model":{"parameters":393856},
    "device":"cpu","devices":1,"memory":{"host_free":2000000000,"needed":1900000},
    "training":{"steps":5,"seconds_per_step":0.1},"problems":[]}' | tr -d '\n'
  echo; exit ;;
render)
  # Its template has no place for a system prompt, and refuses what asks for a river.
  while read -r row; do
    case $row in
    *river*) echo '{"sequences":[],"fault":"no rivers"}' ;;
    *'"system"'*)
      echo '{"sequences":[[[1,"q",0],[2,"a",1]]],"lost":[{"what":"system","detail":"Marv","message":0}]}' ;;
    *) echo '{"sequences":[[[1,"q",0],[2,"a",1]]],"lost":[]}' ;;
    esac
  done
  exit ;;
train) ;;
*) echo "unknown word $word" >&2; exit 2 ;;
esac

exec 9>>"$out/lock"
flock -n 9 || exit 4
say() { echo "$1" >>"$out/events.jsonl"; }
run=$(($(cat "$out/run" 2>/dev/null || echo 0) + 1))
echo $run >"$out/run"
step=$(cat "$out/state" 2>/dev/null || echo 0)
say "{\"at\":1.5,\"type\":\"started\",\"pid\":$$,\"group\":$$,\"run\":$run}"
say '{"type":"versions","torch":"0","trl":"0","device":"cpu","precision":"float32"}'
say "{\"type\":\"training\",\"step\":$step,\"steps\":6,\"steps_per_epoch\":2}"
echo "a line of a library"
while [ $step -lt 6 ]; do
  if grep -q pause "$out/orders" 2>/dev/null; then
    say "{\"type\":\"stopped\",\"step\":$step,\"order\":\"pause\"}"; exit 10
  fi
  if grep -q cancel "$out/orders" 2>/dev/null; then exit 10; fi
  step=$((step + 1))
  if [ -e "$here/misdeed" ]; then
    read -r deed at <"$here/misdeed"
    if [ "$at" = $step ]; then
      [ "$deed" = dies-always ] || rm "$here/misdeed"
      case $deed in
      dies|dies-always) kill -9 $$ ;;
      breaks) echo "ValueError: a mistake" >&2; exit 1 ;;
      diverges)
        say "{\"type\":\"failed\",\"code\":\"diverged\",\"message\":\"no number at step $step\"}"
        exit 3 ;;
      gives) say '{"type":"failed","code":"out_of_memory","message":"CUDA out of memory"}'
        exit 3 ;;
      waits)
        : >"$here/waiting"
        # A test run that was stopped says nothing any more.
        until [ -e "$here/go" ]; do kill -0 ${starter:-$PPID} || exit 1; sleep 0.02; done ;;
      esac
    fi
  fi
  loss=$(awk "BEGIN { printf \"%.4f\", 6 / $step }")
  say "{\"type\":\"step\",\"step\":$step,\"epoch\":1,\"loss\":$loss,\"accuracy\":0.5}"
  echo $step >"$out/state"
  say "{\"type\":\"checkpoint\",\"step\":$step}"
  if [ $((step % 2)) = 0 ]; then
    mkdir -p "$out/models/step-$step"
    echo "weights $step" >"$out/models/step-$step/adapter_model.safetensors"
    say "{\"type\":\"model\",\"step\":$step,\"path\":\"models/step-$step\"}"
  fi
done
say '{"type":"finished","step":6,"steps":6}'
