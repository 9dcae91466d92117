// @bun
var ee={move:"again"},g={move:"stop"},Ee={move:"next",reason:!0,waiver:"accepted"},He={move:"next",reason:!0,waiver:"waived"},fi={move:"next",reason:!0,waiver:"overruled"},Eo={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),Ls=e("stuck",{again:ee,other:Eo,stop:g}),wt=e("bounded",{more:ee,again:ee,other:Eo,stop:g}),fs=e("stale",{again:ee,waive:He,stop:g}),ms=e("stuck",{again:ee,other:Eo,waive:He,stop:g}),hs=e("bounded",{more:ee,other:Eo,waive:He,stop:g}),wl=e("stuck",{again:ee,waive:He,stop:g});
export{ee,g,Ee,He,fi,Eo,Ls,wt,fs,ms,hs,wl};
