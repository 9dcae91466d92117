// @bun
var J={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},qe={move:"next",reason:!0,waiver:"waived"},Pr={move:"next",reason:!0,waiver:"overruled"},oo={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ms=e("stuck",{again:J,other:oo,stop:p}),st=e("bounded",{more:J,again:J,other:oo,stop:p}),jn=e("stale",{again:J,waive:qe,stop:p}),Mn=e("stuck",{again:J,other:oo,waive:qe,stop:p}),In=e("bounded",{more:J,other:oo,waive:qe,stop:p}),kc=e("stuck",{again:J,waive:qe,stop:p});
export{J,p,ve,qe,Pr,oo,ms,st,jn,Mn,In,kc};
