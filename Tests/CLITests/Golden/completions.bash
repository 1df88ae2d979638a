# bash completion for proxima
_proxima() {
  local cur prev path='' words='' flags='' files='' word i
  cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
    --backend|-b) words='native aer cirq lret qsim stim quest pennylane' ;;
    --backends) words='native aer cirq lret qsim stim quest pennylane all' ;;
    --basis) words='table cx' ;;
    --depth) words='beginner expert' ;;
    --format) words='qasm2 qasm3 qiskit cirq' ;;
    --from) words='coordinator quantum_expert code_expert analysis_expert testing_agent documentation_agent memory' ;;
    --level) words='debug info notice warning error' ;;
    --method) words='auto statevector density_matrix stabilizer mps low_rank trajectories' ;;
    --noise) words='depolarizing= amplitude_damping= phase_damping= bit_flip= phase_flip= readout= none' ;;
    --precision) words='single double' ;;
    --status) words='queued planning awaiting_consent ready running pausing paused resuming aborting rolling_back completed failed aborted denied needs_input unknown' ;;
    --theme) words='dark light high-contrast colour-blind' ;;
    --to) words='coordinator quantum_expert code_expert analysis_expert testing_agent documentation_agent memory' ;;
    --agent|--config|-c|--initial-state|--noise-model|--output|-o) COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); return; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case ${path:+$path }$word in 'ask'|'chat'|'plan'|'run'|'compare'|'benchmark'|'task'|'task list'|'task show'|'task logs'|'task wait'|'task attach'|'task export'|'task pause'|'task resume'|'task abort'|'task rollback'|'task retry'|'task replay'|'task reassign'|'task priority'|'task feedback'|'history'|'approvals'|'approvals list'|'approvals allow'|'approvals deny'|'up'|'down'|'status'|'stop'|'monitor'|'agents'|'agents list'|'agents info'|'agents stop'|'agents restart'|'backends'|'backends list'|'backends info'|'backends test'|'backends install'|'backends remove'|'executor'|'executor list'|'executor invite'|'executor start'|'executor revoke'|'executor drain'|'executor undrain'|'memory'|'memory search'|'memory remember'|'memory facts'|'memory edit'|'memory forget'|'memory stats'|'memory suggest'|'memory export'|'memory import'|'memory model'|'session'|'session list'|'session show'|'session resume'|'session fork'|'session export'|'session import'|'llm'|'llm providers'|'llm test'|'llm key'|'llm usage'|'circuit'|'circuit draw'|'circuit stats'|'circuit convert'|'circuit optimize'|'agent'|'agent run'|'interpret'|'config'|'config show'|'config get'|'config set'|'config explain'|'config reset'|'config export'|'config import'|'init'|'logs'|'undo'|'redo'|'doctor'|'completions'|'version'|'help'|'manual'|'mcp'|'plugin'|'git'|'lsp'|'web') path=${path:+$path }$word ;; esac
  done
  case $path in
    '')
      words='ask chat plan run compare benchmark task history approvals up down status stop monitor agents backends executor memory session llm circuit agent interpret config init logs undo redo doctor completions version help manual mcp plugin git lsp web' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'ask')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --dry-run --force --session --task-id --fresh --detach --priority --interpret --depth --llm --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'chat')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --session --fresh --llm --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'plan')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --force --session --fresh --priority --interpret --depth --llm --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'run')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --dry-run --force --session --task-id --fresh --detach --priority --interpret --depth --llm --initial-state --strict --agent --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'compare')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --dry-run --force --session --task-id --fresh --detach --priority --interpret --depth --llm --strict --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'benchmark')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --dry-run --force --session --task-id --fresh --detach --priority --interpret --depth --llm --repeats --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'task')
      words='list show logs wait attach export pause resume abort rollback retry replay reassign priority feedback' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task list')
      words='' flags='--limit --status --matching --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task show')
      words='last' flags='--interpret --depth --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task logs')
      words='last' flags='--follow --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task wait')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task attach')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task export')
      words='last' flags='--output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task pause')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task resume')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task abort')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task rollback')
      words='last' flags='--step --hard --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task retry')
      words='last' flags='--detach --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task replay')
      words='' flags='--detach --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'task reassign')
      words='last' flags='--step --to --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task priority')
      words='last' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'task feedback')
      words='last' flags='--to --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'history')
      words='' flags='--limit --status --matching --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'approvals')
      words='list allow deny' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'approvals list')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'approvals allow')
      words='' flags='--force --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'approvals deny')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'up')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'down')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'status')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'stop')
      words='' flags='--all --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'monitor')
      words='' flags='--read-only --replay --speed --theme --statistics --record --session-file --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agents')
      words='list info stop restart' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agents list')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agents info')
      words='coordinator quantum_expert code_expert analysis_expert testing_agent documentation_agent memory' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agents stop')
      words='coordinator quantum_expert code_expert analysis_expert testing_agent documentation_agent memory' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agents restart')
      words='coordinator quantum_expert code_expert analysis_expert testing_agent documentation_agent memory' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends')
      words='list info test install remove' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends list')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends info')
      words='native aer cirq lret qsim stim quest pennylane' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends test')
      words='native aer cirq lret qsim stim quest pennylane' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends install')
      words='native aer cirq lret qsim stim quest pennylane' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'backends remove')
      words='native aer cirq lret qsim stim quest pennylane' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor')
      words='list invite start revoke drain undrain' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor list')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor invite')
      words='' flags='--expires --listen --name --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor start')
      words='' flags='--join --backend --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor revoke')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor drain')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'executor undrain')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory')
      words='search remember facts edit forget stats suggest export import model' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory search')
      words='' flags='--limit --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory remember')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory facts')
      words='' flags='--matching --limit --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory edit')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory forget')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory stats')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory suggest')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory export')
      words='' flags='--output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'memory import')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'memory model')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session')
      words='list show resume fork export import' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session list')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session show')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session resume')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session fork')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session export')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'session import')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'llm')
      words='providers test key usage' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'llm providers')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'llm test')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'llm key')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'llm usage')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'circuit')
      words='draw stats convert optimize' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'circuit draw')
      words='' flags='--width --svg --output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'circuit stats')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'circuit convert')
      words='' flags='--format --output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'circuit optimize')
      words='' flags='--basis --output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'agent')
      words='run' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'agent run')
      words='' flags='--backend --backends --method --shots --seed --noise --noise-model --observable --precision --threads --output --dry-run --force --session --task-id --fresh --detach --priority --interpret --depth --llm --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'interpret')
      words='' flags='--output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'config')
      words='show get set explain reset export import' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config show')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config get')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config set')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config explain')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config reset')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config export')
      words='' flags='--output --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'config import')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' files=1 ;;
    'init')
      words='' flags='--force --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'logs')
      words='' flags='--follow --level --from --task --limit --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'undo')
      words='' flags='--force --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'redo')
      words='' flags='--force --json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'doctor')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'completions')
      words='bash zsh fish' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'version')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'help')
      words='ask chat plan run compare benchmark task history approvals up down status stop monitor agents backends executor memory session llm circuit agent interpret config init logs undo redo doctor completions version help manual mcp plugin git lsp web' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'manual')
      words='man markdown' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'mcp')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'plugin')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'git')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'lsp')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
    'web')
      words='' flags='--json --json-lines --quiet --verbose --no-color --plain --config --yes --no-input --timeout --help' ;;
  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$cur"))
      [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$cur")) ;;
  esac
}
complete -o filenames -F _proxima proxima
