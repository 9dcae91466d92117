// @bun
var we={takes:"nothing",about:"Ask nobody where an answer can be assumed"},wf="issue";
export{we,wf};
