/** A shell that completion is there for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/*
 * Each script asks `s3-mfa-delete complete -- <words up to the cursor>`. An answer is a candidate a line, then a tab and its
 * description; last `:0` where files may be offered as well, else `:4`. Nothing that was typed is ever evaluated.
 */

const bash = `# Completion of s3-mfa-delete for bash.
_s3_mfa_delete() {
  # Bash splits words at = and : as well; the program wants them whole.
  local -a typed=()
  local word joining= value current=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ \${#typed[@]} -gt 0 && ( $joining || $word == [=:] ) ]]; then
      typed[\${#typed[@]}-1]+=$word
    else
      typed+=("$word")
    fi
    [[ $word == [=:] ]] && joining=1 || joining=
  done
  current=\${typed[\${#typed[@]}-1]}
  # What stands before the part that bash replaces.
  [[ $word == [=:] ]] || current=\${current%"$word"}
  [[ $word == [=:] || $current == *[=:] ]] || current=
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    case $value in
      :0) compopt -o default 2>/dev/null ;;
      :*) ;;
      *) COMPREPLY+=("$(printf %q "\${value#"$current"}")") ;;
    esac
  done < <(s3-mfa-delete complete -- "\${typed[@]}" 2>/dev/null)
}
complete -F _s3_mfa_delete s3-mfa-delete
`;

const zsh = `#compdef s3-mfa-delete
# Completion of s3-mfa-delete for zsh.
_s3_mfa_delete() {
  local -a candidates
  local line files=0
  for line in "\${(@f)$(s3-mfa-delete complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    case $line in
      :0) files=1 ;;
      :*|'') ;;
      *) candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( \${#candidates} )) && _describe -t values s3-mfa-delete candidates
  if (( files )); then
    compset -P '--*='
    _files
  fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _s3_mfa_delete s3-mfa-delete
`;

const fish = `# Completion of s3-mfa-delete for fish.
function __s3_mfa_delete_complete
  set -l typed (commandline --tokenize --cut-at-cursor --current-process)
  set -l current (commandline --cut-at-cursor --current-token)
  set -e typed[1]
  set -l answer (s3-mfa-delete complete -- $typed "$current" 2>/dev/null)
  string match --invert --regex '^:' -- $answer
  if test "$answer[-1]" = ':0'
    __fish_complete_path "$current"
  end
end
complete --command s3-mfa-delete --no-files --arguments '(__s3_mfa_delete_complete)'
`;

/** What each shell reads to complete this program's command lines. */
export const completionScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
