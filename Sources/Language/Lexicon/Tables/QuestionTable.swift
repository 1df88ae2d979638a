/// What is asked, how it is to be answered, and references to earlier work.
enum QuestionTable {
  static let entries: [(Meaning, [String])] = asking + options + past

  static let asking: [(Meaning, [String])] = [
    (
      .question(.what),
      [
        "what", "what is", "what's", "whats", "what are", "what does", "what do", "what happens",
        "what happens when", "what happens to", "what happens if", "what kind of", "what if",
      ]
    ),
    (
      .question(.how),
      [
        "how", "how does", "how do", "how is", "how are", "how can", "how much", "how many", "how would",
        "how could", "how should", "how do i", "how would i", "how can i", "how well", "how good", "how's",
        "how badly", "how strongly", "how often",
      ]
    ),
    (.question(.why), ["why", "why does", "why is", "why do", "why are"]),
    (.question(.which), ["which", "which one", "which of", "who", "where", "when", "which ones"]),
    (
      .question(.does),
      [
        "does", "is", "are", "do i have", "did it", "is it", "has", "have i got", "do you have", "is there",
        "are there", "do they", "will", "do you support", "can you use", "do you know", "can i use", "do we have",
        "can you work with", "do you work with", "could i use", "may i use",
      ]
    ),
    (
      .question(.whether),
      [
        "whether", "if", "tell me whether", "see whether", "tell me if", "see if they", "check whether",
        "find out whether", "let me know if",
      ]
    ),
    (
      .question(.past),
      [
        "was", "were", "did", "did i", "did we", "have i", "had", "used", "took", "gave", "have we", "did you",
        "got", "came out", "show my history", "happened", "finished", "failed", "ran", "i ran", "we ran", "produced",
        "returned", "turn out", "turned out", "did it take", "have you", "happen", "came",
      ]
    ),
    (
      .action(.explain),
      [
        "explain", "describe", "define", "teach me", "teach me about", "tell me about", "tell me more about",
        "what is meant by", "explanation", "meaning of", "introduce", "introduction to",
        "definition of", "clarify", "elaborate", "how does it work", "walk me through", "help me understand",
        "understand", "eli5", "works", "work", "intuition behind",
        "explain to me", "what do you know about", "i want to understand", "how it works", "explain how",
        "explaining", "summarize", "interpret", "comment on", "discuss", "describe how",
        "mean", "means", "give me an introduction to", "give me an overview of", "overview of", "basics of",
        "tell me how", "useful", "important", "teach", "learn about", "idea behind",
        "stand for", "good for", "purpose of", "why do we need", "primer on", "a primer on", "learn",
        "give an intuition for", "tutorial on",
      ]
    ),
  ]

  static let options: [(Meaning, [String])] = [
    (
      .option(.verify),
      [
        "verify", "verify that", "check that", "double check", "verified", "validate", "verification", "verify it",
        "check the result", "check the results", "make sure it is correct", "doublecheck",
        "independently check", "verify the result", "verify the results", "check it independently",
        "make sure the result is correct", "verify them",
        "make sure it's right", "check that it is right", "confirm the result", "confirm the results",
        "independent check", "validate the result",
        "make sure it's correct", "make sure the results are correct", "verify that it is correct", "confirm it",
        "with verification", "check the answer",
      ]
    ),
    (
      .option(.explainResult),
      [
        "explain the result", "explain the results", "explain the outcome", "explain it", "explain what happens",
        "explain what it means", "explain the output",
        "tell me what it means", "explain what comes out", "explain them", "interpret the results",
        "interpret the result", "what it means", "with an explanation",
        "explain what you see", "explain the counts", "explain the histogram", "explain what i see",
        "interpret the outcome", "walk me through the result",
        "describe the result", "describe the results", "explain this result", "and explain", "explain what happened",
        "explain why", "tell me what the result means",
        "walk me through the results", "explain the distribution", "explain the difference",
        "explain the differences", "interpret them", "tell me what happened",
        "explain the outcomes", "help me understand the result", "help me understand the results",
        "explain what came out", "explain what you got", "explain what we got", "explain what we see",
        "what the result means", "what the results mean", "with explanations",
      ]
    ),
    (
      .option(.noModel),
      [
        "without an llm", "no llm", "don't use an llm", "without a language model", "no language model",
        "without llm", "don't use a language model", "no ai", "without ai",
        "do not use an llm", "offline only", "do not use a language model", "don't use any llm", "without any llm",
        "without the llm", "don't use the llm", "without using an llm",
        "don't use ai", "without using a language model", "do not use any llm", "no llms", "without a model",
        "without asking an llm", "leave the llm out", "don't use llms",
        "no language models", "without any language model", "without using any llm", "do not use the llm",
        "do not use a model", "don't ask an llm", "llm off", "no chatgpt", "no gpt", "without chatgpt",
      ]
    ),
    (
      .option(.model),
      [
        "use an llm", "with an llm", "with the llm", "use the llm", "use a language model", "with a language model",
        "use llm", "use ai", "with llm", "ask an llm", "ask the llm", "using an llm", "with the help of an llm",
        "with the help of a language model", "with help from an llm", "using the llm", "using a language model",
        "with a language model's help", "let an llm", "ask a language model", "let the llm", "llm", "llms", "language model", "language models",
        "large language model", "chatgpt", "gpt",
      ]
    ),
  ]

  static let past: [(Meaning, [String])] = [
    (
      .past,
      [
        "last run", "previous run", "last experiment", "previous experiment", "last simulation",
        "previous simulation", "last result", "last results", "previous result",
        "previous results", "last task", "last tasks", "previous task", "history", "last time", "earlier run",
        "last comparison", "previous comparison", "last circuit",
        "previous circuit", "last job", "last one", "previous one", "past runs", "recent runs", "last week",
        "yesterday", "earlier", "i just did", "just ran", "i just ran",
        "past experiments", "my runs", "recent tasks", "recent experiments", "last sweep", "previous sweep",
        "last benchmark", "previous benchmark", "run history", "last month", "this morning",
        "before", "latest run", "latest result", "latest results", "most recent run", "most recent result",
        "most recent", "latest", "last bell experiment", "last bell run", "last ghz run",
        "so far", "last few runs", "earlier experiment", "earlier simulation", "earlier result", "earlier results",
        "earlier runs", "last", "previous", "that run", "that result", "those results",
        "these results", "this result", "that experiment", "past tasks", "previously", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday",
        "ago", "recent", "past", "today", "last night", "the other day", "task history", "job history",
        "past results", "i did", "we did", "my experiments", "my tasks", "past simulations", "recent simulations",
        "recent results",
      ]
    )
  ]
}
