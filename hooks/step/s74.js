// @bun
var J={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},We={move:"next",reason:!0,waiver:"waived"},Pr={move:"next",reason:!0,waiver:"overruled"},no={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ps=e("stuck",{again:J,other:no,stop:p}),nt=e("bounded",{more:J,again:J,other:no,stop:p}),Cn=e("stale",{again:J,waive:We,stop:p}),jn=e("stuck",{again:J,other:no,waive:We,stop:p}),Mn=e("bounded",{more:J,other:no,waive:We,stop:p}),yc=e("stuck",{again:J,waive:We,stop:p});
export{J,p,ve,We,Pr,no,ps,nt,Cn,jn,Mn,yc};
