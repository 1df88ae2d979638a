extension Completions {
  /// For bash 4.
  static var bash: String {
    var cases = ""
    for node in nodes {
      let flags = node.flags.map { "--" + $0.name }
      let words = node.children.map(\.name) + node.words
      cases += "    \(quoted(node.path)))\n"
      cases += "      words=\(quoted(words.joined(separator: " "))) flags=\(quoted(flags.joined(separator: " ")))"
      cases += node.takesFile ? " files=1 ;;\n" : " ;;\n"
    }
    var values = ""
    for (flag, words) in valued.words {
      values += "    \(spellings(flag).joined(separator: "|"))) words=\(quoted(words.joined(separator: " "))) ;;\n"
    }
    let files = valued.files.flatMap(spellings).joined(separator: "|")
    let paths = nodes.filter { !$0.path.isEmpty }.map { quoted($0.path) }.joined(separator: "|")
    return """
      # bash completion for proxima
      _proxima() {
        local cur prev path='' words='' flags='' files='' word i
        cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        case $prev in
      \(indented(values, 0))    \(files)) COMPREPLY=($(compgen -f -- "$cur")); return ;;
        esac
        if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); return; fi
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          case ${path:+$path }$word in \(paths)) path=${path:+$path }$word ;; esac
        done
        case $path in
      \(cases)  esac
        case $cur in
          -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
          *) COMPREPLY=($(compgen -W "$words" -- "$cur"))
            [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$cur")) ;;
        esac
      }
      complete -o filenames -F _proxima proxima

      """
  }

  /// For zsh 5.
  static var zsh: String {
    var cases = ""
    for node in nodes {
      cases += "    (\(quoted(node.path)))\n"
      cases += "      names=(\(node.children.map { quoted($0.name + ":" + $0.summary) }.joined(separator: " "))"
      cases += "\(node.words.isEmpty ? "" : " ")\(node.words.map { quoted($0) }.joined(separator: " ")))\n"
      cases += "      flags=(\(node.flags.map { quoted("--\($0.name):\($0.summary)") }.joined(separator: " ")))"
      cases += node.takesFile ? " files=1 ;;\n" : " ;;\n"
    }
    var values = ""
    for (flag, words) in valued.words {
      values += "    (\(spellings(flag).joined(separator: "|"))) compadd -- "
      values += words.map { quoted($0) }.joined(separator: " ") + "; return ;;\n"
    }
    let files = valued.files.flatMap(spellings).joined(separator: "|")
    let paths = nodes.filter { !$0.path.isEmpty }.map { quoted($0.path) }.joined(separator: "|")
    return """
      #compdef proxima
      _proxima() {
        local cur=$words[CURRENT] prev=$words[CURRENT-1] path_='' word i files=
        local -a typed flags
        typed=("${words[@]}")
        case $prev in
      \(values)    (\(files)) _files; return ;;
        esac
        local -a names
        for ((i = 2; i < CURRENT; i++)); do
          word=$typed[i]
          case ${path_:+$path_ }$word in (\(paths)) path_=${path_:+$path_ }$word ;; esac
        done
        case $path_ in
      \(cases)  esac
        if [[ $cur == -* ]]; then
          _describe flag flags
        else
          _describe command names
          [[ -n $files ]] && _files
        fi
      }
      compdef _proxima proxima

      """
  }

  /// For fish 3.
  static var fish: String {
    var out = """
      # fish completion for proxima
      function __proxima_path
        set -l path
        for word in (commandline -opc)[2..]
          string match -q -- '-*' $word; and continue
          contains -- (string join ' ' $path $word) $__proxima_paths; and set -a path $word
        end
        string join ' ' $path
      end
      function __proxima_at
        test (__proxima_path) = "$argv[1]"
      end
      complete -c proxima -f
      set -g __proxima_paths \(nodes.filter { !$0.path.isEmpty }.map { quoted($0.path) }.joined(separator: " "))

      """
    for node in nodes {
      let condition = "-n \(quoted("__proxima_at " + quotedInside(node.path)))"
      for (name, summary) in node.children { out += "complete -c proxima \(condition) -a \(name) -d \(quoted(summary))\n" }
      if !node.words.isEmpty { out += "complete -c proxima \(condition) -a \(quoted(node.words.joined(separator: " ")))\n" }
      if node.takesFile { out += "complete -c proxima \(condition) -F\n" }
      for flag in node.flags where !FlagSpec.everywhere.contains(flag) { out += fishFlag(flag, condition) }
    }
    return out + FlagSpec.everywhere.map { fishFlag($0, "") }.joined()
  }

  private static func fishFlag(_ flag: FlagSpec, _ condition: String) -> String {
    var out = "complete -c proxima" + (condition.isEmpty ? "" : " " + condition) + " -l \(flag.name)"
    if let short = flag.short { out += " -s \(short)" }
    if let kind = flag.value {
      out += kind.isFile && kind.words.isEmpty ? " -r -F" : " -x"
      if !kind.words.isEmpty { out += " -a \(quoted(kind.words.joined(separator: " ")))" }
    }
    return out + " -d \(quoted(flag.summary))\n"
  }

  private static func quotedInside(_ path: String) -> String { "\"\(path)\"" }

  private static func indented(_ text: String, _ columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { String(repeating: " ", count: columns) + $0 }
      .joined(separator: "\n")
  }
}
