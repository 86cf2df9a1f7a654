/** Answered instead of words where a file is meant: the shell completes those itself. */
export const fileMark = ':file';

/** What a shell asks; everything else is decided in lbctl, so that a script stays right when lbctl is another one. */
const ask = 'lbctl __complete';

const bash = `# bash completion of lbctl: source <(lbctl completion bash)
_lbctl() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == '${fileMark}' ]]; then
      compopt -o filenames 2> /dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$cur")
      return
    fi
    COMPREPLY+=("$(printf '%q' "\${line%%$'\\t'*}")")
  done < <(${ask} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -F _lbctl lbctl
`;

const zsh = `#compdef lbctl
# zsh completion of lbctl: source <(lbctl completion zsh), or write it to _lbctl in a folder of $fpath
_lbctl() {
  local line word
  local -a candidates
  for line in "\${(@f)$(${ask} "\${(@)words[2,CURRENT]}" 2> /dev/null)}"; do
    if [[ $line == '${fileMark}' ]]; then
      _files
      return
    fi
    [[ -z $line ]] && continue
    word="\${line%%$'\\t'*}"
    candidates+=("\${word//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe lbctl candidates
}
if [[ \${funcstack[1]} == _lbctl ]]; then _lbctl "$@"; else compdef _lbctl lbctl; fi
`;

const fish = `# fish completion of lbctl: lbctl completion fish > ~/.config/fish/completions/lbctl.fish
function __lbctl_complete
  set -l typed (commandline -opc)
  set -e typed[1]
  set -l lines (${ask} $typed (commandline -ct) 2> /dev/null)
  if test "$lines" = '${fileMark}'
    __fish_complete_path (commandline -ct)
  else
    printf '%s\\n' $lines
  end
end
complete -c lbctl -f -a '(__lbctl_complete)'
`;

export const completionScripts = { bash, zsh, fish } as const;
export type Shell = keyof typeof completionScripts;
