// @bun
var $s=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{$s};
