// @bun
var Os=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{Os};
