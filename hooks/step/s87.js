// @bun
var im="decides in your place",am=[{field:"auto",does:"decides in your place",without:!1},{field:"tests.run",does:"decides in your place: no test is run",without:!0,again:!0},{field:"tests.commands",does:"run in every run, in a shell where a line needs one",without:[],again:!0},{field:"codex.missing",does:"decides in your place",without:"ask"}];
export{im,am};
