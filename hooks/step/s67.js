// @bun
var H={move:"again"},p={move:"stop"},xe={move:"next",reason:!0,waiver:"accepted"},ze={move:"next",reason:!0,waiver:"waived"},ir={move:"next",reason:!0,waiver:"overruled"},Ms={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ns=e("stuck",{again:H,other:Ms,stop:p}),Ve=e("bounded",{more:H,again:H,other:Ms,stop:p}),$n=e("stale",{again:H,waive:ze,stop:p}),Sn=e("stuck",{again:H,other:Ms,waive:ze,stop:p}),_n=e("bounded",{more:H,other:Ms,waive:ze,stop:p}),Ga=e("stuck",{again:H,waive:ze,stop:p});
export{H,p,xe,ze,ir,Ms,ns,Ve,$n,Sn,_n,Ga};
