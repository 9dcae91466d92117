// @bun
var ue={move:"again"},P={move:"stop"},dt={move:"next",reason:!0,waiver:"accepted"},Et={move:"next",reason:!0,waiver:"waived"},$s={move:"next",reason:!0,waiver:"overruled"},Yr={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ur=e("stuck",{again:ue,other:Yr,stop:P}),dr=e("bounded",{more:ue,again:ue,other:Yr,stop:P}),Go=e("stale",{again:ue,waive:Et,stop:P}),Uo=e("stuck",{again:ue,other:Yr,waive:Et,stop:P}),Ho=e("bounded",{more:ue,other:Yr,waive:Et,stop:P}),Hl=e("stuck",{again:ue,waive:Et,stop:P});
export{ue,P,dt,Et,$s,Yr,ur,dr,Go,Uo,Ho,Hl};
