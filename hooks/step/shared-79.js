// @bun
var fe={move:"again"},A={move:"stop"},ut={move:"next",reason:!0,waiver:"accepted"},kt={move:"next",reason:!0,waiver:"waived"},Wo={move:"next",reason:!0,waiver:"overruled"},fs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),hr=e("stuck",{again:fe,other:fs,stop:A}),wr=e("bounded",{more:fe,again:fe,other:fs,stop:A}),io=e("stale",{again:fe,waive:kt,stop:A}),ao=e("stuck",{again:fe,other:fs,waive:kt,stop:A}),lo=e("bounded",{more:fe,other:fs,waive:kt,stop:A}),wc=e("stuck",{again:fe,waive:kt,stop:A});
export{fe,A,ut,kt,Wo,fs,hr,wr,io,ao,lo,wc};
