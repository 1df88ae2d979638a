/// What is asked for: verbs.
enum ActionTable {
  static let entries: [(Meaning, [String])] = [
    (
      .action(.run),
      [
        "run", "simulate", "execute", "create", "make", "prepare", "do", "perform", "try", "test", "launch", "start",
        "sample", "measure",
        "measured", "measuring", "simulating", "running", "executing", "simulated", "simulation", "compute",
        "calculate", "solve", "check", "apply",
        "encode", "implement", "construct", "entangling", "evaluate", "set up", "setup", "demonstrate", "demo",
        "play", "obtain", "use",
        "using", "draw", "investigate", "study", "explore", "preparing", "prepared", "preparation", "initialize",
        "emulate", "yield", "yields", "computing", "sim", "sims", "evolved", "evolving",
        "estimate", "generate", "produce", "put", "kick off", "fire up", "fire off", "submit", "carry out",
        "simulations", "spin up",
        "recover", "retrieve", "determine", "uncover", "reveal", "discover", "evolve", "evolution", "time evolve",
        "time evolution", "dynamics",
        "crack", "minimize", "encoded", "encoding", "protect", "send", "sent", "transmit", "violate", "form",
        "decode", "add", "sum up", "sampled",
        "sampling", "executed", "creating", "making", "testing", "trotterized", "trotterize", "realize", "giving",
        "repeated",
        "approximate", "estimating", "tests", "identify", "minimise", "assemble", "work out", "crunch", "go through", "read", "read them", "read them out", "read it", "read it out", "beam", "amplify", "share",
        "collect", "gather", "acquire", "bring", "turn on", "build up",
      ]
    ),
    (
      .action(.show),
      [
        "show", "list", "enumerate", "listing", "display", "print", "give", "see", "get", "visualize", "plot",
        "return", "show me", "give me", "tell me", "let me see", "report", "view", "see if", "tell", "output",
      ]
    ),
    (
      .action(.compare),
      [
        "compare", "comparison", "compared", "compared with", "compared to", "comparing", "versus", "vs", "against",
        "difference", "differ", "agree", "match",
        "contrast", "same result", "same results", "cross check", "crosscheck", "cross validate", "differences",
        "head to head", "agreement between",
        "consistent", "disagree", "apart", "far apart", "how far apart", "deviate", "side by side", "same answer", "same distribution", "same counts",
        "matches", "tell me if they differ",
        "differs", "compares", "difference between", "discrepancy", "pit", "same answers", "identical results",
      ]
    ),
    (
      .action(.sweep),
      [
        "sweep", "scan", "vary", "varying", "sweeping", "scanning", "as a function of", "scaling", "scale", "varied",
        "step through", "range over", "grid of",
        "change", "affect", "depend", "influence", "how does it scale", "grow", "degrade", "impact", "ramp",
        "increasing", "increase", "depends", "affects",
        "changes", "degrades", "scales", "dependence", "for each", "loop over", "iterate over", "series of", "going",
        "ranging", "growing", "deteriorate",
        "effect", "effects", "loop", "rises", "goes", "grows", "hurt", "effect of", "a range of", "range",
        "over a range", "ramping", "different values of",
        "behave", "evolves", "go", "values", "value", "various", "several", "a sweep", "fall", "falls", "falling", "drop",
        "drops", "dropping", "decline", "declines", "decrease", "decreases", "decreasing", "rise", "rising", "converge",
        "converges", "convergence", "suffer", "suffers", "respond", "responds", "react", "reacts", "survive", "survives",
        "hold up", "holds up", "worsen", "worsens", "improve", "improves", "trend", "decay", "decays",
        "sensitive", "sensitivity", "sensitivity to", "cope", "copes", "fare", "fares", "respond to", "plotted against",
        "successively", "in turn", "one after another", "one after the other", "all of the following",
      ]
    ),
    (
      .action(.benchmark),
      [
        "benchmark", "benchmarking", "how long", "performance of", "measure the performance", "time it", "how fast",
        "profile", "speed test", "stress test",
        "benchmarks", "runtime of", "how quickly", "throughput", "speed of", "measure the speed",
        "measure the runtime", "execution time of",
        "time how long", "performance test", "measure how long", "run a benchmark", "measure performance",
        "wall time of", "how slow", "clock",
        "measure how fast", "wall clock time", "performance benchmark", "timing of",
      ]
    ),
    (
      .action(.speed),
      [
        "faster", "fastest", "slower", "quicker", "slowest", "better", "which is faster", "outperform", "beat",
        "wins", "win", "best", "quickest", "more accurate",
        "beats", "worse", "leaner", "less memory", "more memory", "speedup", "outperforms", "faster than",
        "slower than", "better than",
      ]
    ),
    (
      .action(.plan),
      [
        "plan", "planning", "what would you do", "how would you run", "how would you simulate", "outline",
        "execution plan", "plan out", "plan for", "how would you do", "planned", "what would happen",
        "what would it take", "what would it cost", "what would you run", "how would you tackle",
        "how would you execute", "how would it be run", "the plan", "estimate the cost", "what would it take to run",
      ]
    ),
    (
      .action(.dryRun),
      [
        "dry run", "dryrun", "don't run", "do not run", "don't execute", "do not execute", "without running",
        "without executing", "don't start",
        "don't actually run", "do not actually run", "only plan", "plan only", "just plan", "not run",
        "no execution", "don't launch", "before running",
        "without actually running", "never run", "don't simulate", "do not simulate", "without simulating",
        "not execute", "don't run anything",
        "don't run it", "do not run it", "don't execute anything", "without running it", "do not run anything",
        "don't execute it", "do not start",
        "without execution", "run nothing", "not actually run", "without actually running it",
        "without running anything", "do not execute anything",
        "do not execute it", "don't actually execute", "hold off on running", "don't actually run it",
        "don't run it yet", "don't run yet",
        "don't do it", "without launching", "without starting", "dont run", "dont execute", "not running",
        "no running", "without executing it",
        "just the plan", "only the plan", "do not launch", "don't run them", "don't do anything", "dry running",
      ]
    ),
    (
      .action(.optimize),
      [
        "optimize", "optimization", "reduction", "reductions", "transpile", "transpiled", "transpiling", "transpilation", "optimizing", "simplify", "reduce", "shrink", "compress",
        "minimize the gate count", "fewer gates", "cut down",
        "make smaller", "shorten", "reduce the gate count", "reduce the depth", "lower the gate count",
        "cut the gate count", "minimize the number of gates",
        "reduce the number of gates", "optimized", "streamline", "trim", "make shorter", "reduce gates",
        "minimize the depth", "remove redundant gates",
        "get rid of redundant gates", "lower the depth", "cut the depth", "minimize the depth of",
        "reduce the depth of", "reduce the gate count of",
        "shallower", "simplification", "clean up", "remove gates", "remove unnecessary gates", "can you remove",
        "could you remove", "can be removed", "could be removed", "gates can go", "thin out", "make smaller", "fewer two qubit gates", "fewer cnots", "fewer cx", "less depth", "fewer layers",
        "fewest gates", "less gates", "be reduced", "reduced", "be lowered", "be cut down", "be shortened", "be shrunk", "be made smaller",
        "be made shorter", "be decreased",
      ]
    ),
    (
      .action(.again),
      [
        "repeat", "again", "rerun", "re run", "redo", "once more", "same", "same thing", "one more time",
        "same again", "re execute", "another time",
        "do that again", "run it again", "same as before", "same circuit", "repeat that", "repeat it",
        "repeat the last run", "same experiment", "do it again",
        "same run", "instead", "now", "another go", "once again", "reexecute", "same as last time", "the same",
        "that again", "do the same", "this time",
        "the same thing", "the same again", "the same circuit", "as before", "identical run", "same one",
        "same setup", "same settings", "same simulation", "replay",
        "same request", "the same run", "repeat this", "what about", "how about", "same but", "try again",
        "try that again", "run that again", "rerunning", "run again",
        "same state", "same task",
      ]
    ),
    (
      .action(.code),
      [
        "code", "script", "source code", "write code", "program", "snippet", "python code", "python script",
        "python", "code snippet", "write a program",
        "source", "generate code", "convert", "translate", "transpile to", "export code", "notebook",
        "function that", "python program", "write me code",
        "implementation", "example code", "converted", "translated", "conversion", "port", "sample code",
        "code generation", "python snippet", "rewrite",
        "code listing",
      ]
    ),
    (
      .action(.export),
      [
        "export", "save", "write", "store", "dump", "download", "saved", "written", "exported", "stored", "saving",
        "put the results", "exporting", "writing", "put the result", "put it", "save it", "save them", "output to",
        "record", "log", "put the counts", "dumped", "write out", "saves", "write down", "write it", "write them",
      ]
    ),
    (
      .action(.build),
      [
        "build", "compile", "building", "rebuild", "compiling", "build from source", "recompile", "built from source",
      ]
    ),
    (.action(.install), ["install", "installation", "set up the backend", "installing"]),
    (
      .action(.inventory),
      [
        "what can i run circuits on", "what can i run on", "where can i run circuits", "what can i simulate on",
        "where can i run",
        "backend", "backends", "simulator", "simulators", "available", "installed", "available backends", "engine",
        "engines", "simulation backends",
        "quantum backends", "what is available", "supported", "supports", "support", "on this machine",
        "on my machine", "ready to use", "usable", "present",
        "simulation engine", "simulation engines", "availability", "simulation method", "simulation methods", "here",
        "executor", "executors", "exist", "exists",
      ]
    ),
    (.action(.search), ["search", "search for", "searching for", "searched"]),
  ]
}
