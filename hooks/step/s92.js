// @bun
var js=({task:t,nonce:e})=>`  "task": "${t}",
  "nonce": "${e}",`;
export{js};
