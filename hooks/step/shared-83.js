// @bun
var ue={move:"again"},P={move:"stop"},dt={move:"next",reason:!0,waiver:"accepted"},Et={move:"next",reason:!0,waiver:"waived"},$s={move:"next",reason:!0,waiver:"overruled"},eo={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),dr=e("stuck",{again:ue,other:eo,stop:P}),fr=e("bounded",{more:ue,again:ue,other:eo,stop:P}),Uo=e("stale",{again:ue,waive:Et,stop:P}),Ho=e("stuck",{again:ue,other:eo,waive:Et,stop:P}),Vo=e("bounded",{more:ue,other:eo,waive:Et,stop:P}),Ql=e("stuck",{again:ue,waive:Et,stop:P});
export{ue,P,dt,Et,$s,eo,dr,fr,Uo,Ho,Vo,Ql};
