// @bun
var ue={move:"again"},P={move:"stop"},ut={move:"next",reason:!0,waiver:"accepted"},Tt={move:"next",reason:!0,waiver:"waived"},_s={move:"next",reason:!0,waiver:"overruled"},eo={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ur=e("stuck",{again:ue,other:eo,stop:P}),dr=e("bounded",{more:ue,again:ue,other:eo,stop:P}),Ho=e("stale",{again:ue,waive:Tt,stop:P}),Vo=e("stuck",{again:ue,other:eo,waive:Tt,stop:P}),Ko=e("bounded",{more:ue,other:eo,waive:Tt,stop:P}),Xl=e("stuck",{again:ue,waive:Tt,stop:P});
export{ue,P,ut,Tt,_s,eo,ur,dr,Ho,Vo,Ko,Xl};
