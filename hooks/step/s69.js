// @bun
var X={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},pr={move:"next",reason:!0,waiver:"overruled"},Is={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),os=e("stuck",{again:X,other:Is,stop:p}),Qe=e("bounded",{more:X,again:X,other:Is,stop:p}),vn=e("stale",{again:X,waive:Ne,stop:p}),$n=e("stuck",{again:X,other:Is,waive:Ne,stop:p}),_n=e("bounded",{more:X,other:Is,waive:Ne,stop:p}),nc=e("stuck",{again:X,waive:Ne,stop:p});
export{X,p,ve,Ne,pr,Is,os,Qe,vn,$n,_n,nc};
